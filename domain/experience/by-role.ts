import { customerRoles } from '../programs/program.ts';
import { atAGlance, type ExperienceIn, type SettingExperience } from './experience.ts';

/** What somebody may do with a setting: choose it, read it, or learn nothing of it. */
export type May = 'decides' | 'reads' | 'nothing';

/** Somebody, as a table names them, and what they may do with a setting. */
export type RoleAndSetting = { readonly who: string; readonly may: May };

const ofTheVendor: readonly RoleAndSetting[] = [
  { who: 'people of the vendor', may: 'nothing' },
  { who: 'services of the vendor', may: 'reads' },
];

/**
 * What everybody may do with a setting. A user's own settings are the user's alone. People of the vendor are members
 * of no customer, in whatever group they are; its services read what they have to obey, and choose nothing.
 */
export const rolesOn = ({ scope, decidedBy }: SettingExperience): readonly RoleAndSetting[] =>
  scope === 'user'
    ? [{ who: 'the user', may: 'decides' }, { who: 'everybody else', may: 'nothing' }, ...ofTheVendor]
    : [
        ...customerRoles.map(
          (role): RoleAndSetting => ({ who: role, may: decidedBy.includes(role) ? 'decides' : 'reads' }),
        ),
        ...ofTheVendor,
      ];

/** What somebody finds of a setting in a geography before anybody has chosen, and what they can do about it. */
export const foundBy = (role: RoleAndSetting, experience: ExperienceIn): string =>
  role.may === 'nothing' ? '–' : [atAGlance(experience), ...actsOf(role, experience)].join('; ');

/** Owners ask for previews, whoever decides then (CC-4); users own their own settings. */
const actsOf = ({ who, may }: RoleAndSetting, { standing }: ExperienceIn): readonly string[] => {
  if (standing === 'available') return may === 'decides' ? ['decides'] : [];
  if (standing !== 'preview') return [];
  return [
    ...(who === 'owner' || who === 'the user' ? ['asks for it'] : []),
    ...(may === 'decides' ? ['decides once admitted'] : []),
  ];
};
