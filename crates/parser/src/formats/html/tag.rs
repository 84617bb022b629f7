//! The elements of HTML that the tree and the extractor tell apart.

macro_rules! tags {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// An element's name; names that nothing here depends on are `Other`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Tag { Text, Other, $($variant),+ }

        impl Tag {
            /// The tag written `name`, in any case.
            pub(super) fn parse(name: &str) -> Self {
                let mut lower = [0_u8; 16];
                let Some(lower) = lower.get_mut(..name.len()) else { return Self::Other };
                lower.copy_from_slice(name.as_bytes());
                lower.make_ascii_lowercase();
                match &*lower { $($name => Self::$variant,)+ _ => Self::Other }
            }
        }
    };
}

tags! {
    A = b"a", Address = b"address", Applet = b"applet", Area = b"area", Article = b"article",
    Aside = b"aside", Audio = b"audio", B = b"b", Base = b"base", Blockquote = b"blockquote", Body = b"body",
    Br = b"br", Button = b"button", Canvas = b"canvas", Caption = b"caption", Center = b"center",
    Cite = b"cite", Code = b"code", Col = b"col", Dd = b"dd", Del = b"del", Details = b"details", Dialog = b"dialog", Div = b"div",
    Dl = b"dl", Dt = b"dt", Em = b"em", Embed = b"embed", Fieldset = b"fieldset", Figcaption = b"figcaption",
    Figure = b"figure", Font = b"font", Footer = b"footer", Form = b"form", Frame = b"frame", H1 = b"h1", H2 = b"h2",
    H3 = b"h3", H4 = b"h4", H5 = b"h5", H6 = b"h6", Head = b"head", Header = b"header", Hgroup = b"hgroup", Hl1 = b"hl1", Hl2 = b"hl2",
    Hr = b"hr", Html = b"html", I = b"i", Iframe = b"iframe", Img = b"img", Input = b"input", Label = b"label",
    Legend = b"legend", Li = b"li", Link = b"link", Main = b"main", Map = b"map", Math = b"math", Menu = b"menu", Meta = b"meta",
    Nav = b"nav", Noembed = b"noembed", Noframes = b"noframes", Noscript = b"noscript", Object = b"object",
    Ol = b"ol", Optgroup = b"optgroup", Opt = b"option", P = b"p", Param = b"param", Picture = b"picture", Pre = b"pre", Q = b"q", S = b"s",
    Script = b"script", Section = b"section", Select = b"select", Source = b"source", Span = b"span",
    Strong = b"strong", Style = b"style", Summary = b"summary", Sup = b"sup", Svg = b"svg", Table = b"table", Tbody = b"tbody",
    Td = b"td", Template = b"template", Textarea = b"textarea", Tfoot = b"tfoot", Th = b"th", Thead = b"thead",
    Time = b"time", Title = b"title", Tr = b"tr", Track = b"track", U = b"u", Ul = b"ul", Video = b"video",
    Wbr = b"wbr", Xmp = b"xmp",
}

impl Tag {
    /// Has no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        use Tag::{
            Area, Base, Br, Col, Embed, Frame, Hr, Img, Input, Link, Meta, Param, Source, Track,
            Wbr,
        };
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Img
                | Input
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// Its content is characters up to its own end tag.
    pub(super) fn is_raw(self) -> bool {
        use Tag::{Iframe, Noembed, Noframes, Script, Style, Textarea, Title, Xmp};
        matches!(self, Iframe | Noembed | Noframes | Script | Style | Textarea | Title | Xmp)
    }

    /// Begins and ends a line of its own.
    pub(super) fn is_block(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Body, Caption, Center, Dd, Details, Dialog, Div,
            Dl, Dt, Fieldset, Figcaption, Figure, Footer, Form, Head, Header, Hgroup, Hl1, Hl2, Hr,
            Html, Legend, Li, Main, Menu, Nav, Ol, Opt, P, Pre, Section, Summary, Table, Tbody, Td,
            Tfoot, Th, Thead, Tr, Ul, Xmp,
        };
        self.is_heading()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Body
                    | Caption
                    | Center
                    | Dd
                    | Details
                    | Dialog
                    | Div
                    | Dl
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Head
                    | Header
                    | Hgroup
                    | Hl1
                    | Hl2
                    | Hr
                    | Html
                    | Legend
                    | Li
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | Opt
                    | P
                    | Pre
                    | Section
                    | Summary
                    | Table
                    | Tbody
                    | Td
                    | Tfoot
                    | Th
                    | Thead
                    | Tr
                    | Ul
                    | Xmp
            )
    }

    /// `h1` to `h6`.
    pub(super) fn is_heading(self) -> bool {
        use Tag::{H1, H2, H3, H4, H5, H6};
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Its start ends an open paragraph (HTML standard, "in body").
    pub(super) fn ends_paragraph(self) -> bool {
        use Tag::{Caption, Opt, Tbody, Td, Tfoot, Th, Thead, Tr};
        self.is_block() && !matches!(self, Caption | Opt | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// May stand in `head`.
    pub(super) fn is_head_content(self) -> bool {
        use Tag::{Base, Link, Meta, Noscript, Other, Script, Style, Template, Title};
        matches!(self, Base | Link | Meta | Noscript | Other | Script | Style | Template | Title)
    }

    /// What end tags do not reach through.
    pub(super) fn is_scope(self) -> bool {
        use Tag::{Caption, Html, Table, Td, Template, Th};
        matches!(self, Caption | Html | Table | Td | Template | Th)
    }

    /// Holds nothing that is read as text.
    pub(super) fn is_silent(self) -> bool {
        use Tag::{
            Applet, Audio, Button, Canvas, Dialog, Embed, Head, Iframe, Input, Map, Math, Menu,
            Noembed, Noframes, Object, Opt, Script, Select, Style, Svg, Template, Textarea, Title,
            Video,
        };
        matches!(
            self,
            Applet
                | Audio
                | Button
                | Canvas
                | Dialog
                | Embed
                | Head
                | Iframe
                | Input
                | Map
                | Math
                | Menu
                | Noembed
                | Noframes
                | Object
                | Opt
                | Script
                | Select
                | Style
                | Svg
                | Template
                | Textarea
                | Title
                | Video
        )
    }
}
