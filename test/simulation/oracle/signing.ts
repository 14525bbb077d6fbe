import { deletedOf, lotOf } from './evidence.ts';
import type { History, Life } from './history.ts';
import { finding, isoOf } from './lifetimes.ts';
import type { CertificateSeen, Finding, PurgeSeen, SigningSeen } from './log.ts';
import { countedIn, mayBeUntold } from './restores.ts';

/**
 * Whether the log of evidence holds all that it has to, once and signed (BY-2): nothing waits at the end, each purge
 * has one certificate that says what was deleted, whoever kept a checkpoint finds the log grown and not changed, and each checkpoint is locked away.
 */
export const judgeSigning = (history: History): readonly Finding[] => {
  const { signing, purges } = history.log;
  if (signing === undefined) return [];
  const certificates = Map.groupBy(signing.certificates, ({ lot }) => lot);
  return [
    ...(signing.waiting > 0 ? [say(`${signing.waiting} pieces of work wait for the log at the end`)] : []),
    ...purges.flatMap((purge) => judgePurge(history, purge, certificates.get(lotOf(purge)) ?? [])),
    ...judgeUnfounded(purges, signing),
    ...judgeLeaves(signing),
    ...judgeCheckpoints(signing),
  ];
};

const say = (seen: string): Finding => finding('BY-2', seen);

const judgePurge = (
  history: History,
  purge: PurgeSeen,
  certificates: readonly CertificateSeen[],
): readonly Finding[] => {
  const name = lotOf(purge);
  const [certificate] = certificates;
  if (certificate === undefined || certificates.length > 1)
    return [say(`the purge of ${name} has ${certificates.length} certificates`)];
  const lives: readonly Life[] = countedIn(history.log, history.lots.get(name) ?? [], purge.at);
  const { counts, deletedAt, deadline, at, revision } = certificate;
  const { fields } = purge;
  const found: Finding[] = [];
  const deleted = deletedOf(lives);
  if (counts.deleted !== deleted)
    found.push(say(`the certificate of ${name} says ${counts.deleted} deleted; there were ${deleted}`));
  if (deletedAt !== fields.deletedAt || deadline !== fields.deadline || revision !== 1)
    found.push(say(`the certificate of ${name} says something else than its purge`));
  if (at < purge.at) found.push(say(`the certificate of ${name} was issued ${isoOf(at)}, before its purge`));
  const told = history.log.events.filter(
    ({ type, detail }) => type === 'CertificateIssued' && `${detail.epoch}#${detail.lot}` === name,
  );
  const times = new Set(told.map(({ id }) => id)).size;
  if (times !== 1 && !(times === 0 && mayBeUntold(history.log, at)))
    found.push(say(`the certificate of ${name} was told ${times} times`));
  return found;
};

const judgeUnfounded = (purges: readonly PurgeSeen[], { certificates }: SigningSeen): readonly Finding[] => {
  const purged = new Set(purges.map(lotOf));
  return certificates
    .filter(({ lot }) => !purged.has(lot))
    .map(({ lot }) => say(`${lot} has a certificate and was not purged`));
};

/** Places without a gap, and every entry and every certificate at one of them. */
const judgeLeaves = ({ leaves, entries, certificates }: SigningSeen): readonly Finding[] => {
  const places = new Set(leaves.map(({ index }) => index));
  const complete = leaves.every((_, index) => places.has(index)) && places.size === leaves.length;
  const timesOf = Map.groupBy(leaves, ({ of }) => of);
  return [
    ...(complete ? [] : [say('the log has a hole, or one place twice')]),
    ...[...entries, ...certificates.map(({ name }) => name)]
      .map((name) => ({ name, times: timesOf.get(name)?.length ?? 0 }))
      .filter(({ times }) => times !== 1)
      .map(({ name, times }) => say(`${name} is in the log ${times} times`)),
  ];
};

const judgeCheckpoints = ({ checkpoints, leaves }: SigningSeen): readonly Finding[] => {
  const sizes = checkpoints.map(({ size }) => size);
  const covered = Math.max(0, ...sizes);
  return [
    ...checkpoints
      .filter(({ size, says, signs, rootOfLeaves }) => says !== signs || says !== `${size} ${rootOfLeaves}`)
      .map(({ size }) => say(`the checkpoint at ${size} is not of the log as it is now`)),
    ...checkpoints
      .filter(({ locked }) => !locked)
      .map(({ size }) => say(`the checkpoint at ${size} is not in the bucket`)),
    ...(new Set(sizes).size < sizes.length ? [say('a state of the log was signed twice')] : []),
    ...(covered === leaves.length ? [] : [say(`of ${leaves.length} leaves ${covered} are signed`)]),
  ];
};
