import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as Fn } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { auditMetrics } from '../../contract/access/audit-metrics.ts';
import {
  type DecisionMetric,
  decisionMetricNamespace,
  decisionMetrics,
} from '../../contract/access/decision-metrics.ts';
import { evidenceMetrics } from '../../contract/access/evidence-metrics.ts';
import { type PurgeMetric, purgeMetricNamespace, purgeMetrics } from '../../contract/access/purge-metrics.ts';
import {
  type TransferMetric,
  transferMetricNamespace,
  transferMetrics,
} from '../../contract/access/transfer-metrics.ts';

const oneOrMore = (scope: Construct, id: string, metric: IMetric, alarmDescription: string) =>
  new Alarm(scope, id, {
    metric,
    alarmDescription,
    threshold: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });

/** Rings when something failed for good and waits for a person. */
export const alarmOnDeadLetters = (queue: Queue, meaning: string) =>
  oneOrMore(
    queue,
    'Waiting',
    queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'max' }),
    meaning,
  );

/** Rings when a function ended in an error. */
export const alarmOnErrors = (fn: Fn, meaning: string) =>
  oneOrMore(fn, 'Errors', fn.metricErrors({ period: Duration.minutes(5), statistic: 'sum' }), meaning);

/**
 * Rings when a function that should run at an interval did not run for two of them: silence is the failure that
 * no error tells of.
 * @param every in milliseconds; CloudWatch looks back a day at most
 */
export const alarmOnSilence = (fn: Fn, every: number, meaning: string) => {
  const twoTicks = Math.min(2 * every, Duration.days(1).toMilliseconds());
  new Alarm(fn, 'Silence', {
    metric: fn.metricInvocations({ period: Duration.millis(Math.max(twoTicks, 300_000)), statistic: 'sum' }),
    alarmDescription: meaning,
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.BREACHING,
  });
};

/**
 * Rings when something has waited for its signature for longer than three runs take, while the signer sets work
 * aside, and while an incident is open. Nothing is lost then, but nobody outside can check what waits.
 * @param props.every between two runs, in milliseconds
 */
export const alarmOnWaitingEvidence = (scope: Construct, props: { geography: string; every: number }) => {
  const { namespace, oldestUnsigned, setAside, openIncidents } = evidenceMetrics;
  const period = Duration.millis(Math.max(props.every, 300_000));
  const told = (metricName: string) =>
    new Metric({
      namespace,
      metricName,
      dimensionsMap: { Geography: props.geography },
      statistic: 'max',
      period,
    });
  new Alarm(scope, 'Unsigned', {
    metric: told(oldestUnsigned),
    alarmDescription: 'Evidence waits for a signed checkpoint: nothing is lost, and nothing can be checked.',
    threshold: Math.max((3 * props.every) / 1_000, 900),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  oneOrMore(
    scope,
    'SetAside',
    told(setAside),
    'The signer met work that it does not know, or whose evidence is missing, and left it where it is.',
  );
  oneOrMore(
    scope,
    'OpenIncidents',
    told(openIncidents),
    'An incident is open: something that was promised did not hold, and customers were told.',
  );
};

/** A metric of the auditor: as many as its last run in the period says. */
const ofLastAudit = (metricName: string, geography: string, every: number) =>
  new Metric({
    namespace: auditMetrics.namespace,
    metricName,
    dimensionsMap: { Geography: geography },
    statistic: 'max',
    period: Duration.millis(every),
  });

/**
 * Rings while the account is not as the templates of the cell say, and while something could not be looked at: what
 * is not checked is not fine.
 * @param props.every between two runs, in milliseconds, a day at most: the alarm looks back as far
 */
export const alarmOnDrift = (scope: Construct, props: { geography: string; every: number }) => {
  const { geography, every } = props;
  const about = (id: string, metric: string, meaning: string) =>
    oneOrMore(scope, id, ofLastAudit(metric, geography, every), meaning);
  about('Drift', auditMetrics.drift, 'The account is not as the templates of this cell say.');
  about('NotChecked', auditMetrics.notChecked, 'The auditor could not look at everything in this cell.');
};

/** What a metric of planner, worker or sweep means to whoever is woken by it. */
const endangering: Readonly<Record<PurgeMetric, string>> = {
  [purgeMetrics.atRisk]:
    'Lots are unpurged although purging and its retries should be over: less than a day is left.',
  [purgeMetrics.missed]: 'A promise is broken: a lot is there although its deadline has passed.',
  [purgeMetrics.stopped]: 'An operator has stopped purging, and deadlines come nearer.',
  [purgeMetrics.uncounted]:
    'A lot was purged, and not as many deletions were counted as records were captured.',
  [purgeMetrics.unknownRecords]:
    'Records of an unknown shape were deleted with their lot: find out who wrote them.',
  [purgeMetrics.setAside]:
    'Something stands where work is looked for and names none that is known: it was left alone.',
  [purgeMetrics.swept]: 'The sweep found what no tick would have found; what it could, it has mended.',
};

/**
 * Rings while a deadline is in danger, and for whatever purging had to tell.
 * @param props.every between two ticks, in milliseconds: the alarm looks back as far, a day at most
 */
export const alarmOnDeadlines = (scope: Construct, props: { geography: string; every: number }) => {
  const day = Duration.days(1).toMilliseconds();
  const period = Duration.millis(Math.min(Math.max(props.every, 300_000), day));
  for (const metricName of Object.values(purgeMetrics)) {
    const dimensionsMap = { Geography: props.geography };
    const metric = new Metric({
      namespace: purgeMetricNamespace,
      metricName,
      dimensionsMap,
      statistic: 'max',
      period,
    });
    oneOrMore(scope, metricName, metric, endangering[metricName]);
  }
};

/** What a metric of decisions means to whoever is woken by it. */
const unforeseen: Readonly<Record<DecisionMetric, string>> = {
  [decisionMetrics.withoutRule]:
    'A service asked for something that no rule covers, and was denied: a program is missing it, or the service asks wrongly.',
  [decisionMetrics.notAsPermitted]:
    'A service reported that data went where it was not permitted to go, or at a time when it was not.',
};

/** Rings when something was asked that no rule covers, and when something moved otherwise than it was permitted. */
export const alarmOnDecisions = (scope: Construct, props: { geography: string }) => {
  for (const metricName of Object.values(decisionMetrics)) {
    const metric = new Metric({
      namespace: decisionMetricNamespace,
      metricName,
      dimensionsMap: { Geography: props.geography },
      statistic: 'sum',
      period: Duration.minutes(5),
    });
    oneOrMore(scope, metricName, metric, unforeseen[metricName]);
  }
};

/** What a metric of transfers means to whoever is woken by it. */
const untold: Readonly<Record<TransferMetric, string>> = {
  [transferMetrics.unknown]:
    'Something was permitted to leave this geography, and nobody reported within a day what came of it.',
  [transferMetrics.setAside]:
    'What waits for a report of a transfer cannot be read: it was left where it is, and nobody watches it.',
};

/**
 * Rings for permissions to move data of which nobody reported what came of them.
 * @param props.every between two runs of the sweep, in milliseconds: the alarm looks back as far, a day at most
 */
export const alarmOnTransfers = (scope: Construct, props: { geography: string; every: number }) => {
  const day = Duration.days(1).toMilliseconds();
  const period = Duration.millis(Math.min(Math.max(props.every, 300_000), day));
  for (const metricName of Object.values(transferMetrics)) {
    const dimensionsMap = { Geography: props.geography };
    const namespace = transferMetricNamespace;
    const metric = new Metric({ namespace, metricName, dimensionsMap, statistic: 'max', period });
    oneOrMore(scope, metricName, metric, untold[metricName]);
  }
};
