package dev.templatedeployer.http;

/// Everything that the API serves.
final class Api {

  private Api() {}

  static Routes routes(Services services, Limits limits, Share share, StopSign stopSign) {
    var routes =
        new Routes(new Gate(services.authentication(), services.audit(), services.clock(), share));
    var reading = new Reading(services.freshness(), limits);
    var filters = new FilterParameters(services.clock());
    var past = new DeploymentPast(services.deployments(), reading, services.clock());
    var deployments = new DeploymentQuestions(services.deployments(), reading, filters, past);
    var writing = new DeploymentWriting(services, limits, stopSign);
    new Contract(services.asyncApi()).addTo(routes);
    new MyselfQuestion().addTo(routes);
    deployments.addTo(routes);
    past.addTo(routes);
    new FailureQuestions(services.failures(), reading, filters).addTo(routes);
    new StatisticsQuestions(services, reading).addTo(routes);
    new DeploymentSubmissions(services, limits, writing).addTo(routes);
    new DeploymentWishes(deployments, writing).addTo(routes);
    new TemplateQuestions(services.templates()).addTo(routes);
    new AccessResource(services).addTo(routes);
    new ControlResource(services).addTo(routes);
    new AuditQuestions(services.auditTrail()).addTo(routes);
    var canisters = new CanisterOwnership(services, reading);
    new CanisterQuestions(services, reading, canisters).addTo(routes);
    new CanisterOperations(services, limits, stopSign, canisters).addTo(routes);
    new ReplayQuestions(services).addTo(routes);
    new ReplayWishes(services).addTo(routes);
    new ChangeStream(services, limits, stopSign).addTo(routes);
    new DeadLetterBox(services).addTo(routes);
    new HealthResource(services.health()).addTo(routes);
    new VerificationRoutes(services).addTo(routes);
    new MetricsPage(services.metrics()).addTo(routes);
    new RegistryGate(services.registry()).addTo(routes);
    return routes;
  }
}
