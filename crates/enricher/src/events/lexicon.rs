//! Words that name events, by PLOVER type. Written from the definitions of the CAMEO codebook 1.1b3 (Schrodt 2012)
//! and the PLOVER manual's conversion table from CAMEO (draft 0.8, 2021); no scored text was copied into it.

use wiredesk_model::EventType::{
    self, Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest,
    Reject, Request, Retreat, Sanction, Support, Threaten,
};

/// Verbs in their base form; a word after the verb, if any, must follow within three words.
pub(super) const VERBS: &[(EventType, &str)] = &[
    (
        Agree,
        "agree, pledge, promise, vow to, offer, consent, undertake, accept, volunteer, propose, endorse plan, approve, \
      ratify, initial, finalize, conclude agreement, conclude treaty, reach agreement, reach deal, reach accord, reach compromise, \
      sign, commit, ready to, prepare to help, plan to help, strike deal, settle, guarantee, assure, intend to, set to, welcome talks",
    ),
    (
        Consult,
        "meet, visit, discuss, confer, consult, host, negotiate, mediate, telephone, phone, hold talks, hold meeting, hold discussions, \
      hold summit, open talks, resume talks, begin talks, start talks, arrive for, fly to, travel to, tour, receive president, \
      receive minister, brief, address, attend, talk to, talk with, speak with, exchange views, greet, confer with, end talks, leave for, \
      review relations, sit down",
    ),
    (
        Support,
        "praise, endorse, back, support, hail, laud, welcome, commend, applaud, congratulate, thank, express support, express solidarity, \
      express sympathy, express condolences, recognize, defend, apologize, forgive, vote for, salute, affirm, reaffirm, reiterate support, \
      pay tribute, honor, honour, champion, restore ties, restore relations, establish ties, establish relations, normalize, upgrade ties, \
      resume relations, resume ties, appreciate, acclaim, console",
    ),
    (
        Cooperate,
        "cooperate, collaborate, share intelligence, share information, exchange information, exchange intelligence, exchange prisoners, share evidence, launch exercises, launch maneuvers, launch war games, begin exercises, begin war games, hold war games, stage exercises, train with, \
      extradite, trade, invest, jointly, work together, team up, join forces, conduct exercises, hold exercises, hold maneuvers, hold drills, \
      resume flights, open border crossing, export to, buy from, sell to, coordinate, partner",
    ),
    (
        Aid,
        "aid, donate, deliver, provide, supply, lend, fund, finance, grant, ship, give aid, give asylum, give money, send aid, send food, send medicine, \
      send relief, send peacekeepers, send doctors, airlift, evacuate, rescue, shelter, feed, assist, help, contribute, protect, extend loan, \
      extend credit, disburse, allocate, distribute, write off, forgive debt, vaccinate, arm, equip, bail out, rebuild, grant asylum",
    ),
    (
        Concede,
        "concede, yield, ease, relax, lift ban, lift restrictions, lift curfew, accept demand, meet demand, shorten curfew, allow, resign, step down, quit, give in, bow to, back down, relent, \
      amnesty, pardon, legalize, loosen, allow party, allow rally, allow return, relinquish, cede, compromise, reform, surrender power, \
      capitulate, reinstate, restore rights, grant rights, grant autonomy, permit, let return, postpone, delay, scrap plan, drop demand",
    ),
    (
        Request,
        "demand, urge, call for, call on, call upon, ask, appeal, request, seek, plead, beg, press for, insist, invite, summon, lobby, petition, \
      exhort, implore, order to, want, push for, require, suggest, advise, recommend, encourage, should, must, need",
    ),
    (
        Accuse,
        "accuse, blame, condemn, criticize, criticise, denounce, deplore, charge, allege, investigate, probe, sue, complain, protest to, decry, \
      slam, lambast, blast, rebuke, chide, castigate, deride, attack policy, indict, convict, sentence, regret, express concern, express dismay, \
      inspect, examine, find guilty, lash out, voice concern, question, inquire, look into, disapprove, oppose, scold, disagree, assail, \
      dispute, fault, hold responsible, lament, ridicule, warn against",
    ),
    (
        Reject,
        "reject, refuse, decline, veto, rule out, dismiss, deny, turn down, spurn, rebuff, snub, defy, block resolution, resist, oppose plan, \
      ignore, boycott talks, boycott meeting, walk out, vote against, throw out, disregard, fail to, shun, violate, break promise, balk, \
      oppose, stonewall, stall, repudiate, disavow, renege, backtrack, rescind offer, object",
    ),
    (
        Threaten,
        "threaten, warn, vow revenge, vow to retaliate, caution, give ultimatum, issue ultimatum, menace, swear to, consider sanctions, consider cutting, \
      alert, deliver ultimatum, set deadline",
    ),
    (
        Protest,
        "protest, demonstrate, rally, march, riot, strike, picket, chant, boycott, go on strike, stage, take to, block road, block bridge, block transport, block traffic, block highway, block street, block entrance, block passage, stop work, begin strike, \
      begin hunger, continue hunger, continue strike, start hunger, observe strike, call strike, blockade road, burn flag, \
      occupy square, walk off, fast, throw stones, pelt, boo, hurl stones, clash with police, storm embassy, loot, burn effigy, gather outside, \
      parade, barricade, heckle, besiege embassy, set fire",
    ),
    (
        Sanction,
        "sever, cut aid, cut ties, cut off, halt aid, halt talks, halt negotiations, suspend, recall ambassador, expel, break off, break ties, \
      break relations, cancel, withdraw ambassador, withdraw inspectors, withdraw observers, withdraw workers, withdraw peacekeepers, end mediation, halt mediation, suspend aid, freeze, pull out, downgrade, end aid, stop aid, stop talks, call off, curtail, quit talks, \
      terminate, close embassy, discontinue, impose sanctions, impose embargo, embargo, sanction, leave talks, recall envoy, abrogate, \
      adjourn talks, annul, reduce aid, slash aid",
    ),
    (
        Mobilize,
        "mobilize, mobilise, deploy, alert troops, put alert, mass, reinforce, build up, amass, beef up, bolster, redeploy, call up, dispatch troops, \
      send troops, send warships, send ships, send soldiers, send planes, test missile, test-fire, launch missile test, order patrol, order troops, order army, order alert, patrol, step up security, \
      tighten security, station, move troops, raise alert, conscript, draft soldiers, post police",
    ),
    (
        Coerce,
        "arrest, detain, seize, impose, ban, deport, confiscate, outlaw, jail, imprison, round up, raid, close, shut, hack, order closure, order closed, order suspend, declare emergency, \
      declare curfew, censor, restrict, nationalize, intern, disperse, evict, blockade, occupy, capture, hold hostage, try in, fine, \
      extradite to, prohibit, search, crack down, repress, annex, suspend constitution, dissolve, place arrest, oust, dismiss minister, \
      impound, intercept, quarantine, bar from, sack, depose, demolish",
    ),
    (
        Assault,
        "attack, kill, bomb, shell, shoot, fire at, fire on, assassinate, murder, ambush, invade, clash, fight, massacre, torture, rape, \
      kidnap, abduct, hijack, wound, injure, beat, stab, execute, explode, detonate, destroy, strafe, raze, behead, slay, blow up, bombard, \
      battle, open fire, break ceasefire, storm, launch offensive, launch raid, launch strike, gun down, rocket, burn, club, sink, \
      exchange fire, trade fire, hit, pound, assault, maim, shot, shoot down, set off, slaughter, pillage, lynch, overrun",
    ),
    (
        Retreat,
        "withdraw, retreat, pull back, release, free, surrender, disarm, demobilize, hand over, lay down, return prisoners, return bodies, repatriate, \
      evacuate troops, lift sanctions, lift embargo, lift blockade, declare ceasefire, declare truce, halt fire, stop fighting, stop shelling, \
      cease, leave, reopen, lift emergency, hand back, give up, end occupation, end siege, end blockade, let go, dismantle, turn over, \
      allow inspectors, allow peacekeepers, let inspectors, admit, ease sanctions, end state, observe ceasefire, end curfew, unfreeze",
    ),
];

/// Nouns, weaker than verbs: they count where a sentence has no verb of the lexicon.
pub(super) const NOUNS: &[(EventType, &str)] = &[
    (Agree, "agreement, accord, deal, pact, pledge, treaty, promise, offer"),
    (
        Consult,
        "talks, meeting, visit, summit, negotiations, discussions, consultations, dialogue, mediation, trip, conference",
    ),
    (Support, "praise, support, endorsement, condolences, apology, tribute, solidarity"),
    (Cooperate, "cooperation, partnership, exchange, exercises"),
    (Aid, "aid, assistance, relief, donation, loan, grant, asylum, peacekeepers, help"),
    (Concede, "concession, resignation, amnesty, pardon, reform"),
    (Request, "demand, appeal, request, call, plea"),
    (
        Accuse,
        "accusation, criticism, condemnation, allegation, investigation, inquiry, probe, indictment, lawsuit, complaint, outrage",
    ),
    (Reject, "rejection, refusal, veto, denial"),
    (Threaten, "threat, warning, ultimatum"),
    (
        Protest,
        "protest, demonstration, riot, rally, strike, march, demonstrators, protesters, unrest, boycott, strikers, vigil, sit-in",
    ),
    (Sanction, "sanctions, embargo, suspension, expulsion, severance"),
    (Mobilize, "mobilization, deployment, reinforcements, build-up, maneuvers, alert"),
    (
        Coerce,
        "arrest, curfew, ban, crackdown, blockade, detention, raid, deportation, censorship, seizure",
    ),
    (
        Assault,
        "attack, bombing, killing, murder, assassination, clash, fighting, shelling, explosion, massacre, raid, ambush, battle, offensive, \
      bomb, gunfire, kidnapping, violence, airstrike, shooting, invasion, war, rape, torture, abduction",
    ),
    (
        Retreat,
        "withdrawal, ceasefire, truce, release, retreat, surrender, disarmament, repatriation, pullout",
    ),
];

/// Past forms that no rule gives, with their base forms.
pub(super) const IRREGULAR: &[(&str, &str)] = &[
    ("met", "meet"),
    ("held", "hold"),
    ("began", "begin"),
    ("begun", "begin"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("gave", "give"),
    ("given", "give"),
    ("sent", "send"),
    ("lent", "lend"),
    ("fed", "feed"),
    ("sought", "seek"),
    ("left", "leave"),
    ("fought", "fight"),
    ("shot", "shoot"),
    ("beaten", "beat"),
    ("hit", "hit"),
    ("slew", "slay"),
    ("slain", "slay"),
    ("blew", "blow"),
    ("blown", "blow"),
    ("broke", "break"),
    ("broken", "break"),
    ("struck", "strike"),
    ("took", "take"),
    ("taken", "take"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("went", "go"),
    ("gone", "go"),
    ("withdrew", "withdraw"),
    ("withdrawn", "withdraw"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("quit", "quit"),
    ("stole", "steal"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("laid", "lay"),
    ("paid", "pay"),
    ("pled", "plead"),
    ("forgave", "forgive"),
    ("forgiven", "forgive"),
    ("undertook", "undertake"),
    ("undertaken", "undertake"),
    ("bore", "bear"),
    ("sat", "sit"),
    ("came", "come"),
    ("stood", "stand"),
    ("sold", "sell"),
    ("bought", "buy"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("drew", "draw"),
    ("put", "put"),
    ("set", "set"),
    ("cut", "cut"),
    ("let", "let"),
    ("shut", "shut"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("overran", "overrun"),
    ("found", "find"),
    ("expelled", "expel"),
    ("rebuilt", "rebuild"),
    ("built", "build"),
    ("burnt", "burn"),
    ("fell", "fall"),
    ("wrote", "write"),
    ("upheld", "uphold"),
    ("beat", "beat"),
];
