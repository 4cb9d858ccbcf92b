package dev.templatedeployer.query;

/// The same answers from the other database.
class DeploymentListInPostgresTest extends DeploymentListTest {

  @Override
  Database database() {
    return Postgres.schema();
  }
}
