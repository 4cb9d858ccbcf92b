/// What may be changed while the service runs: who may do what, which templates are paused, whether
/// the service rests or is stopped.
///
/// Pure; touches [dev.templatedeployer.domain] and [dev.templatedeployer.access]. A wish is decided
/// by [dev.templatedeployer.control.ControlRules] on the [dev.templatedeployer.control.Controls]
/// that hold, and what comes of it is folded back into them. Start reading there; the topic is in
/// `control.log`.
@NullMarked
package dev.templatedeployer.control;

import org.jspecify.annotations.NullMarked;
