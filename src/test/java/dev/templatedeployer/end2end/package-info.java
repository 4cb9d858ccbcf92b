/// The real program, in processes of its own, on a real broker.
@NullMarked
package dev.templatedeployer.end2end;

import org.jspecify.annotations.NullMarked;
