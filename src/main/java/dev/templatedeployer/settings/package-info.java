/// What can be set, and the one reader of command line, environment and file.
///
/// Each package declares the [Setting]s it uses as constants. `Main` hands them all to a
/// [SettingsReader], which looks at the command line, the environment and the settings file, and
/// answers with [Settings] or with every mistake at once. Nothing else in the program reads the
/// environment, but for the variables that a declared template names.
///
/// Knows no other package of ours, and of Kafka only which client settings are secrets. Start
/// reading at [Setting], then [SettingsReader].
@NullMarked
package dev.templatedeployer.settings;

import org.jspecify.annotations.NullMarked;
