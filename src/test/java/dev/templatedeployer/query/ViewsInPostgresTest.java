package dev.templatedeployer.query;

/// The same answers from the other database.
class ViewsInPostgresTest extends ViewsTest {

  @Override
  Database database() {
    return Postgres.schema();
  }
}
