package dev.templatedeployer.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One privileged action, whether it was done or refused.
///
/// @param by who asked, as far as it is proven
/// @param action what was asked, as a noun and a verb such as `deployment.retry` or
///   `template.pause`
/// @param subject what it was asked of, such as the id of a deployment or the name of a template
/// @param isAccepted whether it was done
/// @param reason why, in the words of whoever asked; null if they gave none
/// @param detail what came of it, or why it was refused, as a sentence; never a secret
public record AuditEntry(
    Instant at,
    String by,
    String action,
    String subject,
    boolean isAccepted,
    @Nullable String reason,
    String detail) {}
