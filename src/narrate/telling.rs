//! One passage being told: which wordings fit, which is drawn, how it reads.

use std::sync::Arc;

use super::flow::Flow;
use super::grammar::{
    Casing, Grammar, GuardId, Number, Op, Passage, PassageId, PathId, Show, VOICES, Wording,
};
use super::lists::{can_show, joint, select, thing};
use super::lookup::words;
use super::memory::{About, Memory};
use super::{Pen, Subject};
use crate::fact::{Item, Node};
use crate::seed::Stream;

/// A passage on its way to the pen.
pub(super) struct Telling<'a> {
    pub(super) grammar: &'a Grammar,
    story: &'a dyn Node,
    pub(super) memory: &'a mut Memory,
    pub(super) stream: &'a mut Stream,
    pub(super) flow: Flow<'a>,
    /// What is talked about at the moment.
    here: Option<About>,
    voice: Option<usize>,
}

impl<'a> Telling<'a> {
    pub(super) fn new(
        grammar: &'a Grammar,
        subject: Subject<'a>,
        memory: &'a mut Memory,
        stream: &'a mut Stream,
        pen: &'a mut dyn Pen,
    ) -> Self {
        memory.prepare(grammar);
        let here = subject.here.map(|node| memory.about(Arc::clone(node)));
        let mut telling = Self {
            grammar,
            story: subject.story,
            memory,
            stream,
            flow: Flow::new(pen),
            here,
            voice: None,
        };
        telling.voice = telling.with(grammar.voice, |item| match item {
            Some(Item::Text(name)) => VOICES.iter().position(|voice| voice == name),
            _ => None,
        });
        telling
    }

    /// Writes a passage; `false` if none of its wordings fits the story.
    pub(super) fn tell(mut self, passage: PassageId) -> bool {
        self.passage(passage, true)
    }

    /// Writes one wording if it fits, however it would be drawn.
    #[cfg(test)]
    pub(super) fn tell_wording(mut self, wording: &Wording, guards: &[GuardId]) -> bool {
        let fits = self.can_show(wording) && guards.iter().all(|&guard| self.holds(guard));
        if fits {
            self.ops(wording);
        }
        fits
    }

    fn passage(&mut self, id: PassageId, is_asked_for: bool) -> bool {
        let Some(wording) = self.choose(id, is_asked_for) else {
            return false;
        };
        self.ops(wording);
        true
    }

    /// The passage in the author's voice, if it can be said so.
    pub(super) fn voiced(&mut self, id: PassageId) -> &'a Passage {
        let grammar = self.grammar;
        let passage = grammar.passage(id);
        match passage.variant(self.voice) {
            Some(variant) if self.passage_fits(variant) => grammar.passage(variant),
            _ => passage,
        }
    }

    fn passage_fits(&mut self, id: PassageId) -> bool {
        let grammar = self.grammar;
        let passage = grammar.passage(id);
        if passage.always {
            return true;
        }
        if let Some(fits) = self.memory.fits(passage, self.here.as_ref()) {
            return fits;
        }
        let variant = passage.variant(self.voice);
        let fits =
            self.any_fits(passage) || variant.is_some_and(|variant| self.passage_fits(variant));
        self.memory.keep_fits(passage, self.here.as_ref(), fits);
        fits
    }

    /// Whether a wording of a passage can be told; no more is asked than it takes.
    fn any_fits(&mut self, passage: &Passage) -> bool {
        let grammar = self.grammar;
        let mut conditions = grammar.conditions_of(passage).iter().peekable();
        let mut wordings = (0..).zip(grammar.wordings_of(passage));
        wordings.any(|(index, wording)| {
            let mut is_open = true;
            while let Some(condition) = conditions.next_if(|next| next.wording == index) {
                is_open = is_open && self.holds(condition.guard);
            }
            is_open && self.can_show(wording)
        })
    }

    /// Whether all that a wording shows is there.
    pub(super) fn can_show(&mut self, wording: &Wording) -> bool {
        let mut ops = self.grammar.ops_of(wording).iter();
        wording.is_plain
            || ops.all(|op| match *op {
                Op::Text(_) | Op::Number(_) => true,
                Op::Call(passage) | Op::Several { passage, .. } => self.passage_fits(passage),
                Op::Slot { path, show, .. } => {
                    self.with(path, |item| item.is_some_and(|item| can_show(item, show)))
                }
                Op::Each { path, passage, .. } => !self.fitting(path, passage).is_empty(),
            })
    }

    /// Whether a condition holds, worked out once for all that it can be about.
    pub(super) fn holds(&mut self, id: GuardId) -> bool {
        if let Some(holds) = self.memory.holds(id, self.here.as_ref()) {
            return holds;
        }
        let guard = &self.grammar.guards[id.place()];
        let holds = self.with(guard.path, |item| guard.test.holds(item)) == guard.wanted;
        self.memory.keep_holds(id, self.here.as_ref(), holds);
        holds
    }

    /// Looks a path up, once for all that it can be about.
    fn with<T>(&mut self, path: PathId, use_item: impl FnOnce(Option<&Item>) -> T) -> T {
        let here = self.here.as_ref();
        let look_up = || {
            let path = &self.grammar.paths[path.place()];
            path.find(self.story, here.map(|about| &about.node))
        };
        use_item(self.memory.found(path, here, look_up))
    }

    /// The things of a list that a passage can be told about.
    fn fitting(&mut self, path: PathId, passage: PassageId) -> Vec<About> {
        let nodes: Vec<_> = self.with(path, |item| match item {
            Some(Item::List(items)) => items.iter().filter_map(thing).collect(),
            Some(item) => thing(item).into_iter().collect(),
            None => Vec::new(),
        });
        let outer = self.here.take();
        let things = nodes
            .into_iter()
            .filter_map(|node| {
                self.here = Some(self.memory.about(node));
                self.passage_fits(passage).then(|| self.here.take())?
            })
            .collect();
        self.here = outer;
        things
    }

    pub(super) fn op(&mut self, op: &Op) {
        match *op {
            Op::Text(words) => self.flow.text(self.grammar.words(words)),
            Op::Call(passage) => {
                self.passage(passage, false);
            }
            Op::Several {
                passage,
                least,
                most,
                show,
            } => self.several(passage, (least, most), show),
            Op::Number(at) => {
                let Number {
                    low,
                    high,
                    step,
                    show,
                    article,
                } = self.grammar.numbers[usize::from(at)];
                let steps = self.stream.between(0, (high - low) / step);
                let number = Item::Number(low + steps * step);
                if article && let Some(words) = words(&number) {
                    self.flow.article(&words);
                }
                self.slot(number, show, Casing::default(), false);
            }
            Op::Slot {
                path,
                show,
                mixed,
                casing,
                article,
            } => {
                let Some(mut item) = self.with(path, |item| item.cloned()) else {
                    return;
                };
                if mixed && let Item::List(items) = &mut item {
                    let mut mixed = items.to_vec();
                    self.stream.shuffle(&mut mixed);
                    *items = mixed.into();
                }
                if article && let Some(words) = words(&item) {
                    self.flow.article(&words);
                }
                // The article was chosen for these words.
                self.slot(item, show, casing, !article);
            }
            Op::Each {
                path,
                passage,
                show,
                mixed,
            } => {
                let mut things = self.fitting(path, passage);
                if mixed {
                    self.stream.shuffle(&mut things);
                }
                let things = select(things, show, self.stream);
                let count = things.len();
                let outer = self.here.take();
                for (index, thing) in things.into_iter().enumerate() {
                    self.flow.text(joint(show, ", ", index, count));
                    self.here = Some(thing);
                    self.passage(passage, false);
                }
                self.here = outer;
            }
        }
    }

    /// Shows what a story has; words that are an idiom in one of its ways if
    /// they may differ.
    fn slot(&mut self, item: Item, show: Show, casing: Casing, may_differ: bool) {
        match item {
            Item::List(items) => {
                let mut items = select(items.to_vec(), show, self.stream);
                if may_differ {
                    items.iter_mut().for_each(|item| self.say_otherwise(item));
                }
                let has_comma = |item: &Item| words(item).is_some_and(|text| text.contains(','));
                let comma = if items.iter().any(has_comma) {
                    "; "
                } else {
                    ", "
                };
                for (index, item) in items.iter().enumerate() {
                    self.flow.text(joint(show, comma, index, items.len()));
                    let capital = casing.capital && index == 0;
                    self.item(item, Casing { capital, ..casing });
                }
            }
            Item::Number(number) => {
                self.item(&Item::Number(number), casing);
                if let Show::Plural(noun) = show {
                    self.flow.text(" ");
                    self.flow.text(&self.grammar.nouns[usize::from(noun)]);
                    if number != 1 {
                        self.flow.text("s");
                    }
                }
            }
            mut item => {
                if may_differ {
                    self.say_otherwise(&mut item);
                }
                self.item(&item, casing);
            }
        }
    }

    /// Puts another way of saying it in the place of words that are an idiom.
    fn say_otherwise(&mut self, item: &mut Item) {
        let Item::Text(text) = item else { return };
        let Some(id) = self.grammar.idiom(text) else {
            return;
        };
        if let Some(wording) = self.choose(id, false)
            && let [Op::Text(words)] = self.grammar.ops_of(wording)
        {
            *text = self.grammar.words(*words).to_owned().into();
        }
    }

    fn item(&mut self, item: &Item, casing: Casing) {
        match item {
            Item::Fact(fact) => self.flow.fact(fact),
            Item::Number(number) => self.flow.text(&number.to_string()),
            Item::Text(text) => {
                let first = text.chars().next().unwrap_or_default();
                let rest = &text[first.len_utf8().min(text.len())..];
                // COPD, B-type and INR stay as they are.
                let is_word = rest.starts_with(char::is_lowercase);
                if casing.capital {
                    let first: String = first.to_uppercase().collect();
                    self.flow.text(&(first + rest));
                } else if casing.lower && is_word {
                    let first: String = first.to_lowercase().collect();
                    self.flow.text(&(first + rest));
                } else {
                    self.flow.text(text);
                }
            }
            Item::Flag(_) | Item::Node(_) | Item::List(_) | Item::Nothing => {}
        }
    }
}
