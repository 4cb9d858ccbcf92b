/// What the events of a deployment mean, for people: the fields that differ between two moments,
/// the state at a moment, how long everything took, and the account of how it came to where it
/// stands.
///
/// All of it is computed from events and times that are handed in. May touch `domain`, `identity`
/// and `wire`, and no library. Start with [Account].
@NullMarked
package dev.templatedeployer.explain;

import org.jspecify.annotations.NullMarked;
