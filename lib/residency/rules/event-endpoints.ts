import { judgeDestination, judgeRegion } from '../places.ts';
import { rule } from '../rule.ts';

const fix = 'Remove the endpoint: it exists to send events to a second region.';

/** A global endpoint for events has both of its regions within the pin. */
export const eventEndpoints = rule({
  id: 'event-endpoints',
  sentence: 'A global endpoint for events has both of its regions within the pin.',
  appliesTo: ['AWS::Events::Endpoint'],
  check: (endpoint, pin) => [
    ...endpoint
      .at('RoutingConfig', 'FailoverConfig', 'Secondary', 'Route')
      .map((region) => judgeRegion(region, pin, fix)),
    ...endpoint.at('EventBuses', 'EventBusArn').map((bus) => judgeDestination(bus, pin, fix)),
  ],
});
