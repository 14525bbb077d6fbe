/**
 * What a setting may ask of an owner beside the role in the cell (SC-2): a role in the customer's directory, and the
 * right to write the capacity that a workspace runs on. Both are told by the token of who calls; nobody gives them here.
 */

/** The roles of a directory that a setting can ask for. */
export const everyDirectoryRole = ['global-administrator', 'security-administrator'] as const;
export type DirectoryRole = (typeof everyDirectoryRole)[number];

export type Requires = {
  /** One of these is enough. */
  readonly directoryRoles: readonly [DirectoryRole, ...DirectoryRole[]];
  /** And the right to write the capacity of the very workspace; only settings of workspaces can ask for it. */
  readonly capacity?: 'write';
};

/** What a token tells of somebody's place in the directory of their customer. */
export type DirectoryStanding = {
  readonly roles: readonly DirectoryRole[];
  /** Ids of the capacities that they may write. */
  readonly capacities: readonly string[];
};

/** `not-told`: the vendor declared that its tokens tell nothing of it, and that membership alone decides. */
export type ToldStanding = DirectoryStanding | 'not-told';

const isDirectoryRole = (word: unknown): word is DirectoryRole =>
  everyDirectoryRole.some((role) => role === word);

/** The directory roles among the words of a claim. */
export const directoryRolesAmong = (words: readonly unknown[]): readonly DirectoryRole[] =>
  words.filter(isDirectoryRole);

/** Whether a text can name a capacity: one word without blanks, commas, brackets and quotes, as claims list them. */
export const isCapacityId = (text: string): boolean => /^[\w.:/@|+=~-]{1,128}$/.test(text);

/**
 * What somebody lacks of what a setting asks for, in words; nothing where they may decide. A workspace without a
 * capacity has nobody who may write it.
 * @param capacity the id of the subject's capacity, where it has one
 */
export const lackedOf = (
  requires: Requires | undefined,
  standing: ToldStanding,
  capacity: string | undefined,
): readonly string[] => {
  if (requires === undefined || standing === 'not-told') return [];
  const { directoryRoles } = requires;
  const hasRole = standing.roles.some((role) => directoryRoles.includes(role));
  return [
    ...(hasRole ? [] : [`the directory role ${directoryRoles.join(' or ')}`]),
    ...(requires.capacity === undefined ? [] : lackedOfCapacity(standing, capacity)),
  ];
};

const lackedOfCapacity = ({ capacities }: DirectoryStanding, capacity: string | undefined) => {
  if (capacity === undefined) return ['the right to write the capacity of the workspace, which names none'];
  return capacities.includes(capacity) ? [] : [`the right to write the capacity ${capacity}`];
};
