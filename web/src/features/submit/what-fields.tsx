import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import type { Category } from '../../../../shared/contracts/vocabulary.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { Columns, Panel } from '../../ui/layout.tsx';
import { FileDrop } from '../files/file-drop.tsx';
import type { Uploads } from '../files/use-uploads.ts';
import { badIp, type SubmitDraft } from './draft.ts';

interface WhatFieldsProps {
  readonly value: SubmitDraft;
  readonly change: (part: Partial<SubmitDraft>) => void;
  readonly uploads: Uploads;
}

/** What it is about, in words and files, and which part of the platform it touches. */
export function WhatFields({ value, change, uploads }: WhatFieldsProps) {
  const { submit, category, categoryHint, fields } = useText();
  const wrong = badIp(value.ips);
  return (
    <>
      <Panel>
        {!value.critical && (
          <Radio.Group
            label={<h2>{submit.category}</h2>}
            value={value.category}
            onChange={(chosen) => change({ category: chosen as Category })}
          >
            <Stack gap="xs" mt="xs">
              {(Object.keys(category) as Category[]).map((kind) => (
                <Radio key={kind} value={kind} label={category[kind]} description={categoryHint[kind]} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <TextInput
          label={submit.subject}
          description={submit.subjectHint}
          required
          maxLength={300}
          value={value.subject}
          onChange={({ currentTarget }) => change({ subject: currentTarget.value })}
        />
        <FileDrop uploads={uploads}>
          <Textarea
            label={submit.description}
            description={submit.descriptionHint}
            required
            maxLength={value.critical ? 10_000 : 50_000}
            rows={8}
            value={value.description}
            onChange={({ currentTarget }) => change({ description: currentTarget.value })}
          />
        </FileDrop>
      </Panel>
      <Panel title={`${submit.affected} (${fields.optional})`}>
        <Columns width={220}>
          <TextInput
            label={submit.stream}
            description={submit.streamHint}
            value={value.stream}
            onChange={({ currentTarget }) => change({ stream: currentTarget.value })}
          />
          <TextInput
            label={submit.domain}
            description={submit.domainHint}
            value={value.domain}
            onChange={({ currentTarget }) => change({ domain: currentTarget.value })}
          />
          <TextInput
            label={submit.ips}
            description={submit.ipsHint}
            value={value.ips}
            error={wrong === null ? null : submit.ipsBad(wrong)}
            onChange={({ currentTarget }) => change({ ips: currentTarget.value })}
          />
        </Columns>
      </Panel>
    </>
  );
}
