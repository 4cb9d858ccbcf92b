package dev.templatedeployer.http;

/// Everything that the API serves.
final class Api {

  private Api() {}

  static Routes routes(Services services, Limits limits, StopSign stopSign) {
    var routes = new Routes(new Gate(services.callers()));
    var reading = new Reading(services.freshness(), limits);
    var deployments = new DeploymentQuestions(services.deployments(), reading);
    var writing = new DeploymentWriting(services, limits, stopSign);
    new Contract().addTo(routes);
    deployments.addTo(routes);
    new DeploymentSubmissions(services, limits, writing).addTo(routes);
    new DeploymentWishes(deployments, writing).addTo(routes);
    new TemplateQuestions(services.templates()).addTo(routes);
    new AccessResource(services).addTo(routes);
    new ControlResource(services).addTo(routes);
    new AuditQuestions(services.auditTrail()).addTo(routes);
    new CanisterQuestions(services, reading).addTo(routes);
    new CanisterOperations(services, limits, stopSign).addTo(routes);
    new HealthResource(services.health()).addTo(routes);
    new MetricsPage(services.metrics()).addTo(routes);
    new RegistryGate(services.registry()).addTo(routes);
    return routes;
  }
}
