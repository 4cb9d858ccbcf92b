/// What topics a broker has, how they differ from the manifest, and what of that can be mended.
///
/// May touch [dev.templatedeployer.wire] for the manifest, and Kafka's admin client. Start reading
/// at [dev.templatedeployer.topics.TopicCheck].
@NullMarked
package dev.templatedeployer.topics;

import org.jspecify.annotations.NullMarked;
