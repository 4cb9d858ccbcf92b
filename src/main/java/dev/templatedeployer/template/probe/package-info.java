/// The template that does what its config says: sleeps, fails, hangs or crashes. For trying things
/// out, for tests and for benchmarks; off unless a setting switches it on.
///
/// May touch [dev.templatedeployer.template]. Start reading at
/// [dev.templatedeployer.template.probe.ProbeTemplate].
@NullMarked
package dev.templatedeployer.template.probe;

import org.jspecify.annotations.NullMarked;
