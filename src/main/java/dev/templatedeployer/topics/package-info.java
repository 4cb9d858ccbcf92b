/// The topics of a cluster beside the ones that the service needs: what differs, in a sentence each, and making what is missing.
///
/// May touch [dev.templatedeployer.wire] and Kafka's admin client. Start reading at
/// [dev.templatedeployer.topics.ClusterTopics].
@NullMarked
package dev.templatedeployer.topics;

import org.jspecify.annotations.NullMarked;
