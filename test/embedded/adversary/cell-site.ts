import type { Geography } from '../../../domain/geographies.ts';
import { deployedStacks } from '../../../local/stacks.ts';
import { theCell, theCloud } from '../running-cloud.ts';
import type { Site } from './places.ts';

/** The stacks of a running cell in its region, and no others that tests have put beside them. */
export const cellSite = async (geography: Geography): Promise<Site> => {
  const { region } = theCell(geography);
  const stacks = (await deployedStacks(theCloud(), region)).filter(({ name }) =>
    name.startsWith(`Domicile-${geography}-`),
  );
  return { region, stacks };
};

/** The ARN of a cell's boundary. */
export const boundaryOf = ({ stacks }: Site): string => {
  const arn = stacks.map(({ outputs }) => outputs.BoundaryArn).find((found) => found !== undefined);
  if (arn === undefined) throw new Error('the cell has no boundary');
  return arn;
};
