//! Sealing what is committed while the rest is being made.

use std::sync::mpsc::{Receiver, TryRecvError};

use crate::error::Result;
use crate::fact::Class;
use crate::store::Sealing;

/// Up to which number all documents of each class are committed.
pub(super) type Reach = [u64; 2];

/// How many documents are taken in before it is asked what else there is: the
/// end of a run waits for no more of them.
const STEP: u64 = 1_000;

/// Takes in what is committed, as it is heard of, until nothing more will be.
/// What is left then is left to the seal.
pub(super) fn seal_ahead(sealing: &mut Sealing<'_>, committed: &Receiver<Reach>) -> Result<()> {
    sealing.clear_stale()?;
    let checkpoint = sealing.checkpoint()?;
    let mut reach = Reach::default();
    let mut is_behind = false;
    loop {
        let heard = match is_behind {
            true => committed.try_recv(),
            false => committed.recv().map_err(|_| TryRecvError::Disconnected),
        };
        match heard {
            Ok(newer) => reach = newer,
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => return Ok(()),
        }
        is_behind = false;
        for class in Class::ALL {
            is_behind |= sealing.advance(&checkpoint, class, STEP, reach[class as usize])?;
        }
    }
}
