import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconDeviceLaptop,
  IconLogout,
  IconMoon,
  IconSettings,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useText } from '../i18n/i18n.tsx';
import { useMe, useSignOut } from '../person.tsx';

const icons = { light: IconSun, dark: IconMoon, auto: IconDeviceLaptop } as const;

/** Who I am, how I want it to look, and the way out. */
export function AccountMenu() {
  const { app } = useText();
  const me = useMe();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          justify="flex-start"
          leftSection={<IconUserCircle size={20} stroke={1.7} aria-hidden />}
          aria-label={app.signedInAs(me.name)}
        >
          {me.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.address}</Menu.Label>
        <Menu.Item
          leftSection={<IconSettings size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/me' })}
        >
          {app.account}
        </Menu.Item>
        <Menu.Label>{app.theme}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => {
          const Icon = icons[scheme];
          return (
            <Menu.Item
              key={scheme}
              leftSection={<Icon size={16} aria-hidden />}
              aria-current={colorScheme === scheme}
              fw={colorScheme === scheme ? 650 : undefined}
              onClick={() => setColorScheme(scheme)}
            >
              {app.themes[scheme]}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {app.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
