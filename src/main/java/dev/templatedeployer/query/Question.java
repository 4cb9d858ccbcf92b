package dev.templatedeployer.query;

import org.jdbi.v3.core.Handle;

/// Something that the tables can be asked, in one read transaction.
@FunctionalInterface
interface Question<T> {

  T answer(Handle tables);
}
