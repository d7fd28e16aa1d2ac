import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAction } from '../../api/actions.ts';
import type { Answer } from '../../api/operations.ts';
import { read } from '../../api/queries.ts';
import { useText } from '../../app/i18n/i18n.tsx';
import { useCall } from '../../app/person.tsx';
import { DialogForm, type DialogProps } from '../../ui/dialog-form.tsx';
import { Columns, Page, Panel } from '../../ui/layout.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { variables } from '../reply/fill.ts';

type CannedAnswer = Answer<'listCannedAnswers'>['items'][number];

/** Answers prepared in both languages. */
export function CannedPage() {
  const { cannedPage: t, actions, languageName } = useText();
  const [open, setOpen] = useState<{ readonly answer: CannedAnswer | null } | null>(null);
  const query = useQuery(read(useCall(), 'listCannedAnswers', {}));
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={<Button onClick={() => setOpen({ answer: null })}>{t.create}</Button>}
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t.empty}</Empty>
          ) : (
            items.map((answer) => (
              <Panel
                key={answer.answerId}
                title={answer.title}
                actions={
                  <Button size="xs" variant="default" onClick={() => setOpen({ answer })}>
                    {actions.edit}
                  </Button>
                }
              >
                <Columns width={320}>
                  <div lang="es">
                    <strong>{languageName.es}</strong>
                    <Prose>{answer.es}</Prose>
                  </div>
                  <div lang="en">
                    <strong>{languageName.en}</strong>
                    <Prose>{answer.en}</Prose>
                  </div>
                </Columns>
              </Panel>
            ))
          )
        }
      </Loaded>
      {open !== null && <CannedDialog answer={open.answer} opened onClose={() => setOpen(null)} />}
    </Page>
  );
}

/** An identifier from a title: what the address of the answer is made of. */
function slugOf(title: string): string {
  const plain = title.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return slug === '' ? crypto.randomUUID() : slug;
}

function CannedDialog({ answer, opened, onClose }: DialogProps & { readonly answer: CannedAnswer | null }) {
  const { cannedPage: t, actions } = useText();
  const [form, setForm] = useState({
    title: answer?.title ?? '',
    es: answer?.es ?? '',
    en: answer?.en ?? '',
  });
  const action = useAction('putCannedAnswer', { refresh: [['listCannedAnswers']], onSuccess: onClose });
  const names = variables.map((name) => `{{${name}}}`).join('  ');
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={answer?.title ?? t.create}
      lead={`${t.variables}: ${names}`}
      submit={actions.save}
      action={action}
      size="xl"
      onSubmit={() =>
        action.mutate({
          path: { answerId: answer?.answerId ?? slugOf(form.title) },
          body: form,
          ...(answer === null ? {} : { version: answer.version }),
        })
      }
    >
      <TextInput
        label={t.answerTitle}
        required
        data-autofocus
        value={form.title}
        onChange={({ currentTarget }) => setForm({ ...form, title: currentTarget.value })}
      />
      <Columns width={320}>
        <Textarea
          label={t.spanish}
          required
          rows={10}
          lang="es"
          value={form.es}
          onChange={({ currentTarget }) => setForm({ ...form, es: currentTarget.value })}
        />
        <Textarea
          label={t.english}
          required
          rows={10}
          lang="en"
          value={form.en}
          onChange={({ currentTarget }) => setForm({ ...form, en: currentTarget.value })}
        />
      </Columns>
    </DialogForm>
  );
}
