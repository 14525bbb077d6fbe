import { choiceTimeoutSeconds } from '../../contract/access/settings.ts';
import type { ChoiceReply } from '../../contract/api/replies.ts';
import type { StoredAdmission } from '../../domain/consent/admission.ts';
import type { SettingChange } from '../../domain/consent/choice.ts';
import type { Closure } from '../../domain/consent/epoch.ts';
import { type AddressedSetting, longestGrant } from '../../domain/programs/program.ts';
import { type Instant, instantOf, isoOf, seconds } from '../../domain/time.ts';
import { closureReply } from '../shared/consent/closure-reply.ts';
import { closuresOf } from '../shared/consent/closures-of.ts';
import { readSettingAsItStands } from '../shared/repositories/settings.ts';
import type { SettingsSubject } from '../shared/settings/existing-subject.ts';
import { effectiveSetting } from './effective-setting.ts';
import type { SettingsPorts } from './ports.ts';

/** The answer to a choice that was committed just now. */
export const answerOfChange = (
  ports: SettingsPorts,
  subject: SettingsSubject,
  addressed: AddressedSetting,
  {
    after,
    closures,
    admission,
  }: Pick<SettingChange, 'after' | 'closures'> & {
    readonly admission: StoredAdmission | undefined;
  },
): ChoiceReply => ({
  ...effectiveSetting(subject, addressed, after, admission, ports.clock.now()),
  ...(after.value === 'off' && optedOut(instantOf(after.since), ports.clock.now(), closures)),
});

/** The answer to a choice that was made before, or that was accepted and is being completed: as things stand now. */
export const answerNow = async (
  ports: SettingsPorts,
  subject: SettingsSubject,
  addressed: AddressedSetting,
  admission: StoredAdmission | undefined,
) => {
  const current = await readSettingAsItStands(
    ports.store,
    subject.id,
    addressed.program,
    addressed.settingId,
  );
  const { stored } = current;
  const effective = effectiveSetting(subject, addressed, stored, admission, ports.clock.now());
  const since = stored?.closing ?? (stored?.value === 'off' ? stored.since : undefined);
  const reply: ChoiceReply = {
    ...effective,
    ...(since !== undefined &&
      optedOut(instantOf(since), ports.clock.now(), await closuresOf(ports, current, since))),
  };
  return { reply, stored };
};

/**
 * What an opt-out promises: when the last grant ends by itself, and what is being deleted by when. The commit
 * fell between the choice and now, and no later than the function's timeout after the choice (DS-8).
 */
const optedOut = (chosenAt: Instant, now: Instant, closures: readonly Closure[]) => {
  const committedBy = Math.min(now, chosenAt + seconds(choiceTimeoutSeconds));
  return { lastGrantEnds: isoOf(committedBy + longestGrant), closures: closures.map(closureReply) };
};
