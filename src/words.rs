//! Many pieces of text in one piece of memory.

/// Where some words stand among all.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    start: u32,
    end: u32,
}

/// All words.
#[derive(Debug, Default)]
pub struct Page(String);

impl Page {
    /// Writes words down.
    ///
    /// # Panics
    /// If they are more than four gigabytes in all.
    pub fn keep(&mut self, words: &str) -> Words {
        let place = |at: usize| u32::try_from(at).expect("less than four gigabytes of words");
        let start = place(self.0.len());
        self.0.push_str(words);
        Words {
            start,
            end: place(self.0.len()),
        }
    }

    /// Words that were written down.
    pub fn at(&self, words: Words) -> &str {
        &self.0[words.start as usize..words.end as usize]
    }
}
