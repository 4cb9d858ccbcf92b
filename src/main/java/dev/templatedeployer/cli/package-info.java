/// The command line behind `./deployer`: a client of the HTTP API, and of Kafka where a command is
/// about topics.
///
/// Standard output gets data, standard error gets everything said to a person. May touch
/// [dev.templatedeployer.control] and its log for the one change that comes before the service,
/// [dev.templatedeployer.acl], [dev.templatedeployer.bench], [dev.templatedeployer.signature],
/// [dev.templatedeployer.topics], [dev.templatedeployer.wire], Jackson, the Kafka clients and
/// picocli; what `dev` and `serve` do is handed to it. Start reading at
/// [dev.templatedeployer.cli.DeployerCommand].
@NullMarked
package dev.templatedeployer.cli;

import org.jspecify.annotations.NullMarked;
