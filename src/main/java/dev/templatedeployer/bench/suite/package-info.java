/// The benchmark suite: starts a broker and services as processes of their own, puts them through
/// one scenario after the other, and makes a page of what was found.
///
/// May touch [dev.templatedeployer.bench], [dev.templatedeployer.domain],
/// [dev.templatedeployer.wire], [dev.templatedeployer.topics], the Kafka clients, Jackson. It knows
/// the service only as a program and by its topics, its API and its log. Start reading at
/// [dev.templatedeployer.bench.suite.Suite] and [dev.templatedeployer.bench.suite.Scenario].
@NullMarked
package dev.templatedeployer.bench.suite;

import org.jspecify.annotations.NullMarked;
