//! Documents without their labels: what encoding takes less for them is what
//! it takes to say where every label lands.

use synthphi::document::{Block, Document, Text};

/// The same document, word for word, of which no word is anybody's.
pub fn bare(document: &Document) -> Document {
    let mut document = document.clone();
    let head = &mut document.head;
    let paper = &mut document.letterhead;
    let mut texts = vec![
        &mut head.title,
        &mut head.author,
        &mut head.subject,
        &mut head.keywords,
        &mut head.running,
        &mut paper.name,
        &mut paper.department,
        &mut paper.footer,
    ];
    texts.extend(&mut paper.lines);
    if let Some(mail) = &mut head.mail {
        mail.sent = None;
        let mailboxes = [&mut mail.from].into_iter();
        let mailboxes = mailboxes.chain(&mut mail.to).chain(&mut mail.cc);
        texts.extend(mailboxes.flat_map(|mailbox| [&mut mailbox.name, &mut mailbox.address]));
    }
    texts.extend(document.blocks.iter_mut().flat_map(within));
    texts.into_iter().for_each(unmark);
    document.marks.clear();
    document
}

fn within(block: &mut Block) -> Vec<&mut Text> {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => vec![text],
        Block::List { items, .. } | Block::Quote(items) | Block::Signature(items) => {
            items.iter_mut().collect()
        }
        Block::Fields(fields) => fields
            .iter_mut()
            .flat_map(|field| [&mut field.name, &mut field.value])
            .collect(),
        Block::Table(table) => table
            .header
            .iter_mut()
            .chain(table.rows.iter_mut().flatten())
            .collect(),
        Block::Rule => Vec::new(),
    }
}

fn unmark(text: &mut Text) {
    let mut bare = Text::default();
    for run in text.runs() {
        bare.push(&text.as_str()[run.range], run.style);
    }
    *text = bare;
}
