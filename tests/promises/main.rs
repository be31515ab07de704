//! What synthphi promises, a file per promise.

mod floors;
