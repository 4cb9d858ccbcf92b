/// Templates that are declared instead of written in Java: a folder with `template.yaml`, a JSON
/// Schema for configs, and an engine that calls a service (`http`) or runs a command (`process`).
///
/// May touch [dev.templatedeployer.template], [dev.templatedeployer.identity],
/// [dev.templatedeployer.settings] for how durations and numbers are written, and Jackson. Start
/// reading at [dev.templatedeployer.template.engine.DeclaredTemplates], then
/// [dev.templatedeployer.template.engine.Engine].
@NullMarked
package dev.templatedeployer.template.engine;

import org.jspecify.annotations.NullMarked;
