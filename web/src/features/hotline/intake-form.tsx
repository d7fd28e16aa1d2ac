import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Language } from '../../../../shared/contracts/vocabulary.ts';
import { useLanguage, useText } from '../../app/i18n/i18n.tsx';
import { useTimes } from '../../app/person.tsx';
import { Columns, Panel } from '../../ui/layout.tsx';
import { optionsOf } from '../../ui/options.ts';
import { Failure } from '../../ui/states.tsx';
import { CallerLookup } from './caller-lookup.tsx';
import styles from './hotline.module.css';
import { ReadBack } from './read-back.tsx';
import { type Intake, type IntakeState, useIntake } from './use-intake.ts';

/** The contract's five fields, by keyboard alone: Tab moves on, Ctrl Enter saves. */
export function IntakeForm({ onSaved }: { readonly onSaved: (caseId: string) => void }) {
  const { hotline } = useText();
  const intake = useIntake(useLanguage(), onSaved);
  const [asked, setAsked] = useState(false);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (intake.confirmed) intake.save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <CallerLookup onChoose={intake.take} />
      <Panel>
        <Fields intake={intake} />
        <ReadBack intake={intake} missing={asked && !intake.confirmed ? hotline.readBackNeeded : null} />
        <Textarea
          label={hotline.description}
          required
          rows={4}
          maxLength={10_000}
          value={intake.value.description}
          onChange={({ currentTarget }) => intake.change({ description: currentTarget.value })}
        />
        <Extras intake={intake} />
      </Panel>
      <Failure error={intake.action.error} />
      <SaveBar intake={intake} />
    </form>
  );
}

function Fields({ intake: { value, change } }: { readonly intake: IntakeState }) {
  const { hotline, fields } = useText();
  const input = (name: keyof Intake, label: string) => ({
    label,
    required: true,
    value: value[name],
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      change({ [name]: currentTarget.value }),
  });
  return (
    <Columns width={280}>
      <TextInput {...input('companyName', hotline.company)} maxLength={200} />
      <TextInput {...input('contactName', hotline.contact)} maxLength={200} />
      <TextInput
        {...input('contactPhone', hotline.phone)}
        description={fields.phoneHint}
        type="tel"
        inputMode="tel"
      />
      <TextInput {...input('contactEmail', hotline.email)} type="email" />
    </Columns>
  );
}

function Extras({ intake: { value, change } }: { readonly intake: IntakeState }) {
  const { hotline, languageName } = useText();
  return (
    <Columns width={280}>
      <NativeSelect
        label={hotline.language}
        value={value.language}
        onChange={({ currentTarget }) => change({ language: currentTarget.value as Language })}
        data={optionsOf(languageName)}
      />
      <TextInput
        label={hotline.caseNumber}
        placeholder={hotline.caseNumberHint}
        autoComplete="off"
        value={value.caseNumber}
        onChange={({ currentTarget }) => change({ caseNumber: currentTarget.value })}
      />
    </Columns>
  );
}

function SaveBar({ intake }: { readonly intake: IntakeState }) {
  const { hotline } = useText();
  const times = useTimes();
  return (
    <div className={styles.bar}>
      <span className={styles.quiet} role="status" aria-busy={intake.keeping}>
        {intake.keptAt === null ? hotline.keys : hotline.kept(times.clock(intake.keptAt))}
      </span>
      {intake.keptAt !== null && (
        <Button variant="subtle" color="gray" onClick={intake.clear}>
          {hotline.clear}
        </Button>
      )}
      <Button type="submit" size="md" color="red" loading={intake.action.isPending}>
        {hotline.save}
      </Button>
    </div>
  );
}
