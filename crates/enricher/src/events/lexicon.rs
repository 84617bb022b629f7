//! Words that name events, by PLOVER type. Written class by class from the definitions of the CAMEO codebook 1.1b3
//! (Schrodt 2012) and the PLOVER manual's conversion table from CAMEO (draft 0.8, 2021), with the synonyms that
//! `WordNet` 3.1 groups around them; no scored text was copied into it.

use wiredesk_model::EventType::{
    self, Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest,
    Reject, Request, Retreat, Sanction, Support, Threaten,
};

/// Verbs in their base form. Words after the verb, if any, must follow in order within a few words, or be the subject
/// of its passive; a bar separates what may stand at one place.
#[rustfmt::skip]
pub(super) const VERBS: &[(EventType, &str)] = &[
    (Agree,
        "agree, pledge, promise, vow, consent, undertake, volunteer, propose, guarantee, assure, initial, \
         offer to|help|aid|assistance|asylum|talk|condolence|support|cooperation|mediation|troop|amnesty|truce|ceasefire|peace, \
         accept invitation|mediation|offer|plan|proposal|talk|resolution|deal|cease-fire|ceasefire|truce|peace, \
         reach agreement|deal|accord|compromise|understanding|settlement|consensus|pact|truce, \
         strike|clinch deal|bargain|agreement|accord, ready to|for|talk, willing to, prepare to help, \
         plan to help|meet|visit|host|send|resume|hold|release|withdraw|lift|cooperate, \
         intend to help|meet|visit|host|send|resume|release|withdraw|lift|cooperate, \
         set to meet|visit|sign|resume|begin|open, settle dispute|conflict|difference|case|quarrel|row, \
         welcome talk|mediation, express readiness|willingness|interest|intention, \
         signal readiness|willingness|openness, declare readiness|willingness, approve, accept, open door, \
         back plan|proposal|deal, adopt plan|resolution|agreement|declaration, hammer out, endorse plan"),
    (Consult,
        "meet, visit, confer, consult, negotiate, mediate, telephone, phone, host, discuss, bargain, \
         hold talk|meeting|discussion|summit|consultation|negotiation|conversation|dialogue|round|conference, \
         open|resume|begin|start|reopen|restart|conclude|end|finish|continue|enter talk|negotiation|discussion|dialogue|consultation|meeting|summit, \
         arrive for|visit|talk, fly to|into, travel to, tour, \
         receive president|minister|ambassador|delegation|envoy|leader|king|premier|secretary|official, brief, \
         attend meeting|summit|conference|talk|ceremony|funeral|session, talk to|with, speak to|with|by, \
         exchange view, greet, leave for, head for|to talk, review relation|situation|tie, sit down, \
         call on president|minister|king, pay visit|call, make visit|trip, return from visit|trip, \
         return to talk|negotiate, convene, huddle, contact, dine with, lunch with, shake hands, \
         hold phone|telephone, broker, arbitrate, act as mediator, shuttle, \
         address parliament|congress|assembly|summit, address, attend, entertain, \
         welcome president|minister|king|leader|delegation|envoy|guest, see off, hold call"),
    (Support,
        "praise, endorse, back, support, hail, laud, welcome, commend, applaud, congratulate, thank, recognize, \
         recognise, defend, apologize, apologise, forgive, salute, reaffirm, honor, honour, champion, normalize, \
         normalise, appreciate, acclaim, console, vouch for, side with, stand by|behind, stick by, vote for, \
         express support|solidarity|sympathy|condolence|gratitude|appreciation|confidence|satisfaction|thank|backing|admiration|regret for, \
         voice support|backing|solidarity|confidence, \
         reiterate|affirm|declare support|backing|commitment|solidarity, pay tribute|homage, \
         offer condolence|apology|congratulation|backing, \
         extend recognition|condolence|greeting|congratulation|apology, send condolence|congratulation|greeting, \
         give backing|support|recognition|blessing, grant recognition, \
         restore|establish|resume|upgrade|renew|strengthen|improve|open|forge|cement tie|relation, \
         sign|ratify|finalize|finalise|conclude|ink|seal|initial agreement|accord|treaty|pact|deal|protocol|memorandum|convention|communique|contract|declaration|charter|truce|ceasefire, \
         ratify, rally support|behind|around, drum up support, mobilize support, win support, campaign for, \
         lobby for, speak up|for, justify, cheer, compliment, eulogize, mourn, lower flag, open embassy|consulate, \
         present credential, beg forgiveness|pardon, say sorry, exonerate, vindicate, toast, celebrate, \
         mend|repair tie|relation|fence, bury hatchet"),
    (Cooperate,
        "cooperate, co-operate, collaborate, extradite, \
         share|exchange|trade|swap|pass intelligence|information|evidence|data|technology|expertise, \
         exchange prisoner|ambassador|delegation, \
         launch|begin|hold|conduct|stage|start|carry|hold exercise|maneuver|manoeuvre|drill, \
         launch|hold|begin war game, train with, trade with, invest in, work together|closely|jointly, team up, \
         join force|coalition|alliance, resume|open|launch flight|trade|export|import|link, open border crossing, \
         export to, import from, buy from, purchase from, sell to|weapon|arm|plane|aircraft|missile|gas|oil, \
         coordinate, partner, form alliance|coalition|partnership|venture, set up joint, sail together, \
         patrol together|jointly, hand over|turn over suspect|fugitive, jointly, ally with, hook up, pool resource, \
         barter"),
    (Aid,
        "aid, donate, assist, help, airlift, rescue, shelter, feed, protect, evacuate, vaccinate, arm, equip, \
         bankroll, subsidize, resettle, train force|police|troop|soldier|army|rebel|guerrilla, \
         provide|give|send|supply|deliver|ship|offer|extend|grant|lend|channel|dispatch|rush|donate|fly|distribute|contribute|approve|allocate|release|pump|inject|pour aid|assistance|relief|food|medicine|money|fund|help|loan|grant|credit|asylum|refuge|shelter|doctor|supplies|weapon|arm|ammunition|dollar|million|billion|wheat|rice|tent|blanket|vaccine|peacekeeper|escort|sanctuary|protection|haven|training|equipment|tonnes|tons|rescuer|medical, \
         lend, fund, finance, disburse, donate, bail out, rebuild, reconstruct, \
         write off|cancel|forgive|reschedule debt, open border|camp to|for refugee, take in refugee, accept refugee, \
         treat wounded|victim, harbor, harbour, escort, deploy peacekeeper|observer|monitor, come to aid, rush to, \
         provide, supply, deliver, contribute, offer safe, guard convoy, nurse"),
    (Concede,
        "concede, yield, relent, capitulate, resign, step down, step aside, give in|way|ground|up power, back down, \
         bow to|pressure, cave in, amnesty, legalize, legalise, loosen, relinquish, compromise, reinstate, \
         ease curb|restriction|ban|rule|censorship|law|curfew|grip|limit|control, relax, soften, \
         lift|end|remove|repeal|revoke|scrap|drop|cancel|rescind|waive|reverse ban|restriction|curfew|censorship|decree|law|curb|charge|veto|objection, \
         accept|meet|satisfy|heed|grant|fulfil|fulfill demand|request|condition, accept resignation, shorten curfew, \
         cut|reduce|commute sentence|term, commute, \
         allow party|rally|return|opposition|protest|leader|candidate|vote|woman|press|run|travel|demonstration|publication, \
         permit party|rally|return|opposition|protest|leader|candidate|demonstration, \
         let return|opposition|party|go, restore right|democracy|rule|citizenship, \
         grant right|autonomy|independence|amnesty|pardon|clemency|self-rule|citizenship|vote, \
         introduce reform|democracy, initiate|launch|enact|undertake|implement reform, \
         hand|transfer|cede power|control, cede, postpone, delay, shelve, dissolve government|cabinet, \
         call election, reshuffle cabinet, dismiss|replace|sack cabinet, pardon, \
         quit government|cabinet|post|presidency, agree to demand, acquit, exempt, scrap plan, \
         drop plan|demand|charge, allow, permit, reform, quit"),
    (Request,
        "demand, urge, call for|on|upon, ask for|to, appeal, plead, beg, press for, insist, summon, petition, \
         exhort, implore, order, push for, require, request, invite, lobby, \
         seek help|aid|support|asylum|talk|meeting|loan|assistance|arrest|extradition|permission|release|truce|ceasefire|approval|end, \
         clamor, clamour, solicit, entreat, order to, advise, recommend, encourage, suggest, want, \
         make|issue|reiterate|repeat|renew appeal|call|demand|plea|request, instruct, remind, nudge, prod, pressure, \
         pressurize, turn to for, apply for asylum|membership, ask, seek, must, urge"),
    (Accuse,
        "accuse, blame, condemn, criticize, criticise, denounce, deplore, charge, allege, investigate, probe, sue, \
         complain, decry, slam, lambast, lambaste, blast, rebuke, chide, castigate, deride, censure, reprimand, \
         indict, convict, sentence, disapprove, oppose, scold, disagree, assail, lament, ridicule, vilify, berate, \
         upbraid, reproach, excoriate, scorn, mock, fault, implicate, impeach, prosecute, interrogate, insult, \
         belittle, admonish, attack policy|decision|plan|statement|government|leader|speech, protest to, \
         lodge|file|make|submit protest|complaint|lawsuit|suit|charge|case|claim, \
         launch|open|begin|order|start|conduct|initiate|set investigation|inquiry|probe|hearing|review, \
         express concern|dismay|anger|outrage|regret|disappointment|alarm|displeasure|opposition|shock|reservation|worry|doubt, \
         voice concern|anger|opposition|criticism|alarm|displeasure|dismay|doubt, find guilty|liable, plead, \
         lash out, look into, inquire, enquire, inspect, examine, hold responsible|accountable, point finger, \
         take to court, bring charge|case|lawsuit, rail against, rally against, campaign against, speak out, \
         warn against, hit out, take issue, question, dispute, regret, resent, suspect of, cite for, brand, \
         call liar|terrorist|murderer|unacceptable|illegal|provocation|outrageous"),
    (Reject,
        "reject, refuse, decline, veto, rule out, dismiss, deny, turn down, spurn, rebuff, snub, defy, resist, \
         ignore, flout, disregard, shun, violate, balk, baulk, stonewall, repudiate, disavow, renege, backtrack, \
         object, block resolution|bill|move|attempt|plan|aid|bid|motion|measure|proposal, \
         oppose plan|proposal|move|resolution|deal|attempt|idea, boycott talk|meeting|summit|session|conference, \
         walk out, vote against|down, throw out, fail to agree|reach|comply|meet|attend|resolve, \
         break promise|law|rule|agreement|pledge, stall, rescind offer, brush aside|off, shrug off, withhold, \
         disown, deadlock, break down, collapse, contravene, breach, infringe, scoff, sidestep, stay away, \
         ignore|disregard|dismiss call|demand|appeal|warning|request|protest|order|resolution|ultimatum, \
         resist call|pressure|demand|attempt, back away, pull out of deal, stick to, stand firm, overrule, \
         strike down, shoot down plan|proposal, balk at, rebut, refute, nix"),
    (Threaten,
        "threaten, menace, intimidate, caution, alert, forewarn, warn, \
         vow revenge|retaliate|retaliation|attack|avenge|fight|crush|punish|kill|destroy|war, swear revenge|to, \
         pledge revenge, give hour|day|week to, \
         give|issue|deliver|present|serve ultimatum|warning|deadline|threat|notice, set deadline, \
         consider sanction|cutting|cut|imposing|suspending|withdrawing|expelling|boycott, make|issue threat, \
         brandish, blackmail, rattle, reserve right, contemplate sanction|action"),
    (Protest,
        "protest, demonstrate, rally, march, riot, picket, chant, strike, boycott, heckle, boo, loot, barricade, \
         go|walk on strike, go hunger, \
         stage protest|demonstration|walkout|strike|rally|sit-in|march|sit-down|vigil|boycott|riot|blockade, \
         take to street, \
         block|blockade|obstruct|barricade|occupy road|bridge|transport|traffic|highway|street|entrance|passage|square|rail|railway|border|port|building|airport|gate, \
         stop|down work|tool, \
         begin|start|continue|launch|end|hold|observe|join strike|hunger|protest|demonstration|boycott|rally, \
         hold|organize|organise|lead|join|attend rally|protest|demonstration|march|vigil|demonstrator, \
         call strike|boycott|protest|demonstration|rally, \
         burn|torch flag|effigy|tire|tyre|car|bus|vehicle|tires|shop, walk off|out job|work, fast, \
         throw|hurl|pelt|toss stone|rock|bottle|petrol|firebomb|egg|brick|with, clash with police, \
         storm|attack|besiege|occupy|ransack|stone embassy|consulate|parliament|mission, \
         gather outside|demand|protest, converge, parade, set fire|ablaze|alight, stone, ransack, vandalize, \
         defy curfew, shout slogan, wave banner|placard, refuse food, mutiny, rebel, revolt, rise up, paralyze, \
         paralyse, stage"),
    (Sanction,
        "sever, suspend, expel, downgrade, terminate, curtail, abrogate, annul, \
         break|cut|sever|end|suspend|freeze|halt|reduce|downgrade|scale|interrupt tie|relation|link|contact|cooperation|trade|talk|negotiation|dialogue|mediation|aid|assistance|funding|support|loan|sale|shipment|delivery|flight|treaty|agreement|pact|credit|membership|participation|exchange|contract|program|programme|operation, \
         cut off, break off, call off visit|talk|trip|meeting|summit|mission|deal|negotiation, \
         cancel visit|talk|trip|meeting|summit|contract|deal|agreement|flight|tour|program, \
         recall|withdraw|remove ambassador|envoy|diplomat|inspector|observer|worker|peacekeeper|staff|mission|monitor|delegation|adviser|recognition|support|offer|invitation, \
         close|shut embassy|consulate|office|mission, \
         stop|discontinue aid|talk|sale|supply|supplies|shipment|funding|assistance|trade|payment|work|deliver|export|import, \
         pull worker|staff|mission|inspector|diplomat|ambassador|observer, pull out mission|staff|talk|worker|observer|inspector|diplomat|organization|agreement, \
         quit talk|organization|organisation|pact, leave talk|organization|organisation, walk away from, \
         abandon talk|treaty|mission|effort, adjourn talk, withhold aid|payment|fund|recognition, slash aid, \
         impose sanction|embargo|boycott|tariff, sanction, embargo, blacklist, declare persona, order diplomat|out, \
         ostracize, isolate, discontinue, break ranks, scrap treaty|agreement|pact, renounce treaty|pact|agreement, \
         cancel, call off, freeze"),
    (Mobilize,
        "mobilize, mobilise, deploy, redeploy, mass troop|force|tank|soldier|army, reinforce, amass, beef up, \
         bolster, build up, call up reservist|reserve|troop, \
         step up|tighten|increase|reinforce security|patrol|alert|presence|vigilance, put|place alert|standby, \
         go on alert, raise alert, \
         send|dispatch|move|rush|order|pour|station|redirect troop|soldier|warship|ship|plane|police|tank|force|army|navy|reinforcement|carrier|fleet|battalion|destroyer|jet|marine|guard, \
         test-fire, test missile|weapon|rocket|bomb, launch missile test, station, patrol, conscript, draft soldier, \
         cancel leave, post police|guard|troop, stand ready, fly over, show force, flex muscle, \
         increase troop|force|army, arm itself, sail, stockpile, man border, remilitarize, alert troop|army|force, \
         gear up"),
    (Coerce,
        "arrest, detain, seize, ban, deport, confiscate, outlaw, jail, imprison, raid, censor, nationalize, \
         nationalise, intern, disperse, evict, blockade, annex, repress, oust, depose, impound, quarantine, \
         prohibit, expropriate, apprehend, nab, incarcerate, banish, exile, ransack, \
         impose curfew|law|state|restriction|censorship|ban|control|blockade|rule|limit|curb|siege|fine|quarantine, \
         impose, declare emergency|curfew|law|siege|state|martial, round up, take into custody, \
         take custody|hostage|prisoner, place|put arrest|custody|detention|trial|curfew|quarantine, \
         close|shut|seal border|newspaper|crossing|university|school|road|station|radio|office|port|mosque|checkpoint|airspace|airport|off, \
         cordon off, order closure|closed|suspend|shut|evacuation|curfew|arrest, \
         restrict movement|access|travel|press|freedom, cut electricity|power|water|phone, \
         suspend constitution|parliament|right|newspaper|publication|license|licence|activity|passport|party, \
         dissolve parliament|assembly|party|council, bar from, charge with, deprive, strip of, freeze asset|account, \
         search house|home|office, crack down, clamp down, capture, occupy, \
         hold hostage|prisoner|incommunicado|captive, hack, wiretap, tap phone, jam, demolish, bulldoze, \
         force out|evacuate|from, drive out, \
         expel people|journalist|reporter|resident|foreigner|refugee|migrant|correspondent, fine, \
         try in|for treason, search, intercept, sack, purge, block access|website|site, shut, close, restrict, \
         sabotage, damage, pull down, extort, harass, stop from"),
    (Assault,
        "attack, kill, bomb, shell, shoot, assassinate, murder, ambush, invade, massacre, torture, rape, kidnap, \
         abduct, hijack, wound, injure, beat, stab, execute, explode, detonate, strafe, raze, behead, slay, bombard, \
         slaughter, lynch, maim, assault, gun down, shoot down|dead, blow up|himself|itself, mow down, \
         fire at|on|into|upon|shot|rocket|missile|mortar|shell|artillery|round|bullet|gas, open fire, \
         exchange|trade fire|shot|gunfire, \
         launch|mount|begin|carry|stage|conduct|wage|unleash|lead|resume attack|offensive|raid|strike|assault|bombing|war|invasion|campaign|incursion|ambush|missile|rocket, \
         clash, fight, battle, skirmish, break|violate|breach ceasefire|cease-fire|truce, storm, overrun, pound, \
         rocket, set off bomb|explosion|device|explosive, destroy, burn village|house|home|church|mosque|down, \
         torch, club, sink ship|boat|vessel|ferry, hit target|position|village|town|city|base|convoy|building|camp, \
         strike target|position|village|town|base|convoy|building|camp|inside|deep, pillage, plunder, hack to death, \
         hack death, use force|gas|weapon|shield, drop bomb, plant bomb|mine, throw grenade|bomb, hurl grenade|bomb, \
         retake, recapture, reconquer, seize town|village|city|hostage|control, capture town|village|city, \
         push into, advance on|toward, penetrate, exterminate, cleanse, gas, poison, electrocute, sexually, molest, \
         whip, flog, mutilate, take hostage, retaliate, lay siege, besiege, crush, ram"),
    (Retreat,
        "retreat, surrender, disarm, demobilize, demobilise, repatriate, withdraw, pull back, \
         evacuate troop|soldier|force|base|town|position, pull out troop|force|soldier|tank|army, pull troop|force, pull out of|from, \
         release prisoner|hostage|detainee|captive|captives|minister|president|premier|worker|people|member|captain|soldier|activist|journalist|leader|inmate|rebel|dissident|crew|plane|ship|from|on, \
         release, free prisoner|hostage|detainee|captive|soldier|activist|journalist|leader|rebel|slave|dissident, \
         free, set free, hand|turn|give over|back|up|in weapon|body|bodies|remains|hostage|prisoner|territory|arm, \
         hand over, lay down, return prisoner|body|bodies|remains|property|captive|land|artifact|plane|boat, \
         lift|ease|end|remove|relax sanction|embargo|blockade|siege|emergency|boycott|state|occupation|law|curfew|quarantine, \
         declare|announce|observe|call|order|honor|respect|sign ceasefire|cease-fire|truce|armistice, \
         halt|cease|stop fire|fighting|shelling|attack|bombing|hostility|hostilities|offensive|operation|strike|advance|campaign, \
         ceasefire, let go, dismantle, destroy weapon|stockpile|missile, \
         allow|let|admit|permit|accept|invite inspector|peacekeeper|observer|monitor|aid|convoy|access|delivery|journalist|red, \
         reopen border|crossing|embassy|airport|university|office|road, \
         open border|crossing|bridge|corridor|airspace, unfreeze, desert, defect, vacate, \
         leave town|base|territory|country|position, scale down|back troop|force|operation, \
         reduce troop|force|weapon|arsenal, \
         end occupation|siege|blockade|fighting|war|offensive|mutiny|campaign|curfew, renounce violence|weapon, \
         decommission, give up arm|weapon, stand down, evacuate"),
];

/// Nouns: they count like verbs where a light verb carries them, and otherwise only where a sentence has no verb.
#[rustfmt::skip]
pub(super) const NOUNS: &[(EventType, &str)] = &[
    (Agree,
        "agreement, accord, deal, pact, pledge, treaty, promise, settlement"),
    (Consult,
        "talks, meeting, visit, summit, negotiations, discussions, consultations, dialogue, mediation, conference"),
    (Support,
        "praise, endorsement, condolences, apology, tribute, solidarity, backing, recognition"),
    (Cooperate,
        "cooperation, co-operation, partnership, exercises, maneuvers, manoeuvres"),
    (Aid,
        "aid, assistance, relief, donation, grant, asylum, peacekeepers, loan"),
    (Concede,
        "concession, resignation, amnesty, pardon, reforms"),
    (Request,
        "demands, appeal, request, plea, petition"),
    (Accuse,
        "accusation, criticism, condemnation, allegation, investigation, inquiry, probe, indictment, lawsuit, \
         complaint, outrage, inspection, hearing"),
    (Reject,
        "rejection, refusal, veto, denial, violation, deadlock"),
    (Threaten,
        "threat, warning, ultimatum"),
    (Protest,
        "protest, demonstration, riot, rally, strike, march, demonstrators, protesters, rioters, unrest, boycott, \
         strikers, vigil, sit-in, walkout, mutiny, stoppage, uprising"),
    (Sanction,
        "sanctions, embargo, suspension, expulsion, severance, cancellation"),
    (Mobilize,
        "mobilization, mobilisation, deployment, reinforcements, build-up, buildup, alert, patrols"),
    (Coerce,
        "arrest, curfew, ban, crackdown, blockade, detention, raid, deportation, censorship, seizure, confiscation, \
         roundup, eviction, occupation"),
    (Assault,
        "attack, bombing, killing, murder, assassination, clash, fighting, shelling, explosion, massacre, ambush, \
         battle, offensive, gunfire, kidnapping, violence, airstrike, shooting, invasion, war, rape, torture, \
         abduction, incursion, assault, bombardment, hijacking, stabbing, skirmish, gunbattle, beheading"),
    (Retreat,
        "ceasefire, cease-fire, truce, withdrawal, retreat, surrender, disarmament, repatriation, pullout, \
         armistice"),
];

/// Everyday uses that are no events.
#[rustfmt::skip]
pub(super) const VETOES: &str =
    "commit suicide|crime|murder|offence|offense|adultery|fraud|atrocity|foul|sin, \
         strike chord|balance|pose|note|gold|oil|again|me|him|her|them|us|similarity, \
         fire up|back|imagination|question|employee|manager|coach|staff|worker|him|her|them, \
         shoot film|movie|video|scene|photo|picture|up|past, shoot for, \
         defend title|champion|crown|lead|himself|herself|goal, beat odds|record|expectation|estimate|forecast|egg|retreat|heat, beat to, \
         hit record|high|low|theater|headline|market|hard|road|target of, kill time|bill|off, attack ball, \
         attack problem, draw battle, explode in popularity, explode in laughter, \
         hold on|that|true|share|stake|degree|office|breath|record|title|onto|back|up|hand|key|view, \
         meet target|need|standard|deadline|requirement|expectation|goal|challenge|criteria|obligation, \
         deliver speech|verdict|result|performance|message|lecture, \
         release statement|report|figure|video|album|film|data|result|version|single|book|photo|document|record|song|image|footage|update|energy|gas|game|feature, \
         leave behind|room|door|open, close eye|gap|deal|door|game|season|higher|lower|down|up|at, \
         fight back|off|fire|cancer|disease|way, battle cancer|illness|disease|injury|blaze|fire, bomb out, \
         storm off|out, back up|off|to, support role|system|himself|herself|itself, help himself|herself|itself, \
         charge fee|price|rate|batter|battery|more|interest|vat, execute plan|order|trade|strategy, \
         capture imagination|attention|mood|market|image|moment|data|carbon|video, \
         seize opportunity|chance|moment|initiative, raid fridge, search for|engine|term, ban on, patrol car, \
         arrest decline|slide|fall, rally to|from, stage play|musical|concert|comeback|show, stage, \
         celebrate birthday|anniversary|christmas|victory|win|goal, honor contract, free of|from|up|agent|kick, \
         address issue|problem|concern|need|question|challenge|shortage, call for comment, \
         ask question|himself|herself|whether|if|how|why|what|about, order food|drink|meal|pizza|book, demand for, \
         decline by|in|to comment|percent, decline to comment, post profit|loss, supply chain, \
         deploy software|technology, press ahead|on, question whether, question of, sail through, cut off, \
         freeze temperature, break down barrier, collapse in|after|during|into, crush hope, suspect that, \
         beg question, plead guilty|not, sentence to life, alert to, parade of, mass media, fast food|track|growing";

/// Verbs that say little by themselves: the noun they take names the event.
#[rustfmt::skip]
pub(super) const LIGHT: &str =
    "make, give, issue, launch, stage, hold, conduct, carry, mount, impose, declare, announce, offer, provide, \
         extend, express, voice, lodge, file, open, begin, start, resume, end, face, reach, seal, conclude, deliver, \
         commit, wage, pose, take, join, organize, organise, lead, renew, continue, submit, arrive, fly, travel, \
         return, initiate, undertake, perform, complete, engage, erupt, follow, occur, happen, collapse, break";

/// Verbs that end what their noun names.
#[rustfmt::skip]
pub(super) const ENDINGS: &str =
    "suspend, cancel, halt, stop, end, discontinue, terminate, cut, abandon, quit, scrap, freeze";

/// Verbs so common that they name an event only between two parties.
#[rustfmt::skip]
pub(super) const WEAK: &str =
    "want, ask, seek, must, provide, supply, deliver, contribute, allow, permit, approve, accept, hold, address, \
         attend, help, protect, lend, fund, finance, release, free, leave, close, shut, restrict, search, order, \
         require, suggest, advise, recommend, encourage, question, dispute, regret, oppose, examine, quit, reform, \
         evacuate, damage, destroy, fine, recognize, recognise, appreciate, honor, honour, celebrate, mourn, \
         cheer, feed, train, invest, partner, coordinate, trade, jointly, postpone, delay, cancel, freeze, stop, \
         back, support, propose, commit, guarantee, assure, discuss, tour, contact, host, relax, yield, fast, gas, \
         burn, club, sink, poison, patrol, station, bolster, reinforce, ignore, resist, collapse, insist, pressure, \
         remind, instruct, force, capture, occupy, intercept, jam, hack, crush, ram, brand, impose, dismantle, \
         insult, mock, require, converge, gather, strike, charge, complain, stall, object, alert, caution, warn, \
         greet, brief, volunteer, beat, injure, wound, execute, explode, battle, fight, rescue, call off, sanction, \
         rebel, isolate, yield, sail, stick, desert, vacate, scorn, lament, paralyze, paralyse, compromise, stone, \
         storm, pound, penetrate, sabotage, harass, search, poison, justify, entertain";

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
