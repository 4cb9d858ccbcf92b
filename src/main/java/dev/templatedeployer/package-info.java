/// The composition root: builds every part, hands each what it needs, starts and stops them in
/// order.
@NullMarked
package dev.templatedeployer;

import org.jspecify.annotations.NullMarked;
