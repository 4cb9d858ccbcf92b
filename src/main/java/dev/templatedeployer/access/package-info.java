/// Who may do what, and who did: roles, whoever asks with them, and the audit trail.
///
/// Pure; knows principals and nothing else. HTTP asks it before it lets a request through, and the
/// topology before it decides. Start reading at [dev.templatedeployer.access.Role].
@NullMarked
package dev.templatedeployer.access;

import org.jspecify.annotations.NullMarked;
