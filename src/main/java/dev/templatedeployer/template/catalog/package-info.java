/// The templates that a process hosts: finds them, refuses the broken ones at start-up, and checks
/// configs against their schemas and rules.
///
/// May touch [dev.templatedeployer.template], [dev.templatedeployer.identity], Jackson and the JSON
/// Schema validator. Start reading at [dev.templatedeployer.template.catalog.TemplateCatalog].
@NullMarked
package dev.templatedeployer.template.catalog;

import org.jspecify.annotations.NullMarked;
