//! Tokens, sentences, and the closed sets they are tagged with. How they are found is `language`'s business.

use crate::Span;

/// Marks a token without a head: the root of its sentence, or a token of an unparsed sentence.
pub const NO_HEAD: u32 = u32::MAX;

/// What a token is made of, decided by its characters alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, possibly with inner hyphens, apostrophes or digits.
    #[default]
    Word,
    /// Digits with their separators: `12,000`, `3.5`, `2024`.
    Number,
    /// Punctuation.
    Punct,
    /// Currency and other signs, emoji.
    Symbol,
    /// A URL, mail address, handle or hashtag.
    Link,
}

/// One token. Offsets are into the article's text; indexes are into `Annotations::tokens`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Index of the head token in the article, or [`NO_HEAD`].
    pub head: u32,
    /// Relation to the head.
    pub deprel: Deprel,
}

impl Token {
    /// A token that is not tagged or attached yet.
    pub fn new(span: Span, kind: TokenKind) -> Self {
        let (upos, xpos, deprel) = (Upos::X, Xpos::None, Deprel::Dep);
        Self { span, kind, upos, xpos, head: NO_HEAD, deprel }
    }
}

/// One sentence: its span, and its tokens as a half-open index range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// From the first token's start to the last token's end.
    pub span: Span,
    /// Index of the first token.
    pub first: u32,
    /// One past the index of the last token.
    pub last: u32,
}

impl Sentence {
    /// Token indexes of the sentence.
    pub fn tokens(self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

macro_rules! tags {
    ($(#[$doc:meta])* $name:ident: $($variant:ident = $text:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the variants are the published tag set")]
        #[repr(u8)]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every tag, in the order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The tag as its standard writes it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The tag that is written `text`.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

tags! {
    /// Universal part-of-speech tags, <https://universaldependencies.org/u/pos/>.
    Upos: Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
    Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN",
    Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
}

tags! {
    /// Penn Treebank tags as `OntoNotes` 5 and GUM use them; `None` where a token was not tagged.
    Xpos: None = "_", Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Comma = ",", Colon = ":",
    Dollar = "$", Dt = "DT", Ex = "EX", Fw = "FW", Gw = "GW", Hyph = "HYPH", In = "IN", Jj = "JJ",
    Jjr = "JJR", Jjs = "JJS", Lrb = "-LRB-", Ls = "LS", Md = "MD", Nfp = "NFP", Nn = "NN",
    Nnp = "NNP", Nnps = "NNPS", Nns = "NNS", Pdt = "PDT", Period = ".", Pos = "POS", Prp = "PRP",
    PrpS = "PRP$", QuoteClose = "''", QuoteOpen = "``", Rb = "RB", Rbr = "RBR", Rbs = "RBS",
    Rp = "RP", Rrb = "-RRB-", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD",
    Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpS = "WP$",
    Wrb = "WRB", Xx = "XX",
}

tags! {
    /// Universal dependency relations of the house scheme: names are right-headed `compound`s, money is
    /// headed by its currency sign, subtypes are cut except the passive ones.
    Deprel: Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", Advmod = "advmod", Amod = "amod",
    Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", Ccomp = "ccomp",
    Clf = "clf", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop",
    Csubj = "csubj", CsubjPass = "csubj:pass", Dep = "dep", Det = "det", Discourse = "discourse",
    Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith",
    Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod", NmodPoss = "nmod:poss",
    NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjPass = "nsubj:pass", Nummod = "nummod",
    Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
    Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum",
    Root = "root", Vocative = "vocative", Xcomp = "xcomp",
}
