import { everyGeography } from '../geographies.ts';
import { type Fault, type FaultOf, faultIn, faultsOfNames, filled, listed, unless } from './fault.ts';
import { type DataException, exceptionIds, globalAttributes } from './locations.ts';
import type { Program } from './program.ts';

/** What is wrong with where a program says that its data lies (DL-1 to DL-5). */
export const faultsOfLocations = (program: Program): readonly Fault[] => {
  const { locations } = program;
  if (locations === undefined) return [];
  const fault = faultIn(program, 'locations');
  const named: Readonly<Record<string, DataException>> = locations.exceptions;
  return [
    ...unless(locations.geographies.length > 0, fault('geographies', 'empty', listed(everyGeography))),
    ...faultsOfNames(fault, 'geographies', 'geography', locations.geographies, everyGeography),
    ...faultsOfNames(fault, 'copies', 'rule', [locations.copies], ['same-geography']),
    ...faultsOfNames(fault, 'accessFrom', 'rule', [locations.accessFrom], ['anywhere']),
    ...faultsOfNames(fault, 'global', 'attribute', locations.global, globalAttributes),
    ...faultsOfNames(fault, 'exceptions', 'exception', Object.keys(named), exceptionIds),
    ...exceptionIds.flatMap((id) => faultsOfException(fault, `exceptions.${id}`, named[id])),
    ...unless(
      named['home-page-attributes']?.status !== 'not-used' || locations.global.length === 0,
      fault('global', listed(locations.global), 'nothing, where `home-page-attributes` is not used'),
    ),
  ];
};

/** Silence is no answer: each exception applies to something, or is not used for a reason (DL-4). */
const faultsOfException = (
  fault: FaultOf,
  field: string,
  exception: DataException | undefined,
): readonly Fault[] => {
  const answer = 'applies and to what, or not-used and why';
  if (exception?.status === 'applies') return unless(filled(exception.what), fault(field, 'applies', answer));
  if (exception?.status === 'not-used')
    return unless(filled(exception.because), fault(field, 'not-used', answer));
  return [fault(field, 'not answered', answer)];
};
