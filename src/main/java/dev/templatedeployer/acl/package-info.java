/// Who may do what at the brokers: the access rules that follow from the topics, and nothing more.
///
/// May touch [dev.templatedeployer.wire], where each topic says who writes and who reads it, and
/// Kafka's words for access rules. Start reading at [dev.templatedeployer.acl.AccessRules].
@NullMarked
package dev.templatedeployer.acl;

import org.jspecify.annotations.NullMarked;
