/// What a template author compiles against: a template, what it is given, what it may answer, and
/// how it may fail.
///
/// May touch `java.lang`, `java.util`, `java.time` and [dev.templatedeployer.identity]; knows
/// nothing of how deployments are kept. Start reading at [dev.templatedeployer.template.Template].
@NullMarked
package dev.templatedeployer.template;

import org.jspecify.annotations.NullMarked;
