/// The template `probe`: creates nothing and behaves as its config says, for trying things out, for
/// tests and for benchmarks.
///
/// May touch [dev.templatedeployer.template] only, as any template should. Start reading at
/// [dev.templatedeployer.template.probe.ProbeTemplate].
@NullMarked
package dev.templatedeployer.template.probe;

import org.jspecify.annotations.NullMarked;
