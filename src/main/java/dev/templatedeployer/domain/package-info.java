/// The rules: what a deployment is, what may be asked of it, and what then happens.
///
/// Pure: no IO, no clock, no randomness; time comes in with each command. May touch `java.lang`,
/// `java.util`, `java.time` and [dev.templatedeployer.identity]. Start reading at
/// [dev.templatedeployer.domain.Deployments].
@NullMarked
package dev.templatedeployer.domain;

import org.jspecify.annotations.NullMarked;
