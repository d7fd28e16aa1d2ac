import type { ReactNode } from 'react';

/**
 * Stands in for `react-remove-scroll`, which Mantine's dialogs bring along: it locks the page by a `<style>`,
 * which the policy refuses. ui/base.css does it with one rule.
 */
export function RemoveScroll({ children }: { readonly children: ReactNode }) {
  return children;
}
