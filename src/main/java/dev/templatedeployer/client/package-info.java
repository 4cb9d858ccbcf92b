/// What a program in Java uses to send commands to the service and to hear what became of them.
///
/// May touch [dev.templatedeployer.domain], [dev.templatedeployer.identity],
/// [dev.templatedeployer.signature], [dev.templatedeployer.wire], the configs of the templates in
/// the box with the JSON of [dev.templatedeployer.template.catalog], and the Kafka clients. Start
/// reading at [dev.templatedeployer.client.TemplateDeployerClient].
@NullMarked
package dev.templatedeployer.client;

import org.jspecify.annotations.NullMarked;
