import { Kbd, Modal } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import '@mantine/core/styles/Kbd.layer.css';
import { useText } from '../i18n/i18n.tsx';
import styles from './desk-keys.module.css';

/** Keys that work on every page of the desk, and the list of all keys. */
export function DeskKeys() {
  const { keyboard, app } = useText();
  const navigate = useNavigate();
  const [open, help] = useDisclosure(false);
  useHotkeys([
    ['shift+?', help.toggle],
    ['?', help.toggle],
    ['g', () => void navigate({ to: '/queue' })],
  ]);
  const keys: readonly (readonly [string, string])[] = [
    ['?', keyboard.help],
    ['/', keyboard.search],
    ['j', keyboard.next],
    ['k', keyboard.previous],
    [keyboard.enterKey, keyboard.open],
    ['r', keyboard.reply],
    ['n', keyboard.note],
    ['a', keyboard.assign],
    ['c', keyboard.callBack],
    ['g', keyboard.toQueue],
    [keyboard.sendKeys, keyboard.send],
    [keyboard.escapeKey, keyboard.close],
  ];
  return (
    <Modal
      opened={open}
      onClose={help.close}
      title={keyboard.title}
      closeButtonProps={{ 'aria-label': app.close }}
    >
      <dl className={styles.keys}>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
