import { type Denial, denials, type WithoutRule, withoutRule } from '../domain/decisions/question.ts';
import { table } from './markdown.ts';

/** What each reason means, and what whoever asks can do about it. A reason without words does not compile. */
const meanings: Readonly<Record<Denial, readonly [means: string, remedy: string]>> = {
  'recipient-prohibited': [
    'Makers of models and third parties get nothing, under any setting and program (DS-13, SC-19).',
    'none',
  ],
  'recipient-not-declared': ['The use hands data to the other kind of recipient.', 'ask for the right use'],
  'purpose-prohibited': [
    'Sales, advertising and foundation models of other makers: no setting and no program lifts it (DS-14, SC-19).',
    'none',
  ],
  'purpose-not-declared': ['The use is for other purposes (DS-14).', 'ask for the right use'],
  'category-not-declared': [
    'The use’s list of categories is closed, and this is not on it (CC-5).',
    'leave it out',
  ],
  'not-of-this-class': [
    'The category is of another class of data than was said (SC-4).',
    'name its own class',
  ],
  'not-yielded-by-service': [
    'The service does not yield this category, or none was named where one has to be (SC-5).',
    'name the service that does',
  ],
  'personal-data-for-another': [
    'The answer would go to somebody else than the user who asked, or one of the two was not named (CC-7).',
    'name both; they must be the same',
  ],
  'not-in-this-geography': [
    'The data is said to be in another geography. This cell knows nothing of it.',
    'ask the cell where it is',
  ],
  'subject-not-open': ['The workspace or organization is being closed.', 'none'],
  'program-not-in-use': ['The workspace or organization was created without the program.', 'none'],
  'workspace-not-named': [
    'Each workspace chooses for itself, and an organization was named.',
    'name the workspace',
  ],
  'user-not-named': [
    'Each user chooses for themselves, and `askedBy` is no user of this cell.',
    'name the user by their identifier',
  ],
  'setting-unavailable': ['The setting is for other geographies (DS-2).', 'none'],
  'not-admitted': [
    'The setting is a limited preview, and the customer was not admitted (CC-4).',
    'the owner asks for it',
  ],
  'notice-not-shown': [
    'The setting is on by default, and no owner has seen its notice yet (SC-1).',
    'an owner reads it',
  ],
  'setting-off': ['The setting is off.', 'the owner or user may turn it on'],
  'location-not-chosen': ['Nobody has chosen where prompts are evaluated (SC-17).', 'an owner chooses'],
  'opt-out-accepted': ['An opt-out was accepted and is being completed.', 'none'],
  'no-open-epoch': ['The setting is on, and no epoch is open under it.', 'an owner chooses again'],
  'epoch-not-open': ['Another epoch is open than the one that was named, or none.', 'read the setting'],
  'other-setting-off': [
    'The use needs a second setting, which does not permit it (SC-23).',
    'the owner may turn it on',
  ],
  'placement-not-declared': [
    'The use does not go to this place, whatever is chosen.',
    'name the place that it goes to',
  ],
  'location-not-as-chosen': ['Another place was chosen (SC-17, DL-7).', 'name the place that was chosen'],
  'no-instrument': [
    'The vendor declared no instrument that is in force for this way (BY-7).',
    'the vendor’s lawyers declare one',
  ],
};

const unknown: Readonly<Record<WithoutRule, string>> = {
  'use-not-declared': 'No program that the vendor runs has this use.',
  'recipient-unknown': 'There is no such kind of recipient.',
  'purpose-unknown': 'There is no such purpose.',
  'category-unknown': 'There is no such category.',
  'class-unknown': 'There is no such class of data.',
  'service-unknown': 'There is no such connected service.',
};

/** Every reason with which something is denied, in the order in which it is asked. */
export const reasonsOfDenials = (): string =>
  [
    table(
      ['`denied` because of', 'it means', 'what can be done'],
      denials.map((reason) => [`\`${reason}\``, ...meanings[reason]]),
    ),
    table(
      ['`no-rule` because of', 'it means'],
      withoutRule.map((reason) => [`\`${reason}\``, unknown[reason]]),
    ),
  ].join('\n\n');
