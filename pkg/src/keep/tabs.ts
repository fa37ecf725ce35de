/** What tabs tell each other: that a slice was kept, that the source turned the user away, that the user has signed out. */
export type News = 'kept' | 'refused' | 'forgotten'

/** The tabs of a site. Where they cannot be told they find out when they look into the storage. */
export interface Tabs {
  tell(session: string | undefined, news: News): void
  close(): void
}

export function tabs(key: string, heard: (session: string | undefined, news: News) => void): Tabs {
  let open: BroadcastChannel | undefined
  try {
    const channel = (open = new BroadcastChannel('rolepack'))
    channel.onmessage = ({ data }: MessageEvent<{ key?: unknown; session?: string; news?: News } | null>) => {
      if (data?.key === key && (data.news === 'kept' || data.news === 'refused' || data.news === 'forgotten')) heard(data.session, data.news)
    }
    // A program in Node.js is not kept from ending by it.
    ;(channel as { unref?: () => void }).unref?.()
  } catch {
    // A page that has no origin has no other tabs.
  }
  return {
    tell: (session, news) => open?.postMessage({ key, session, news }),
    close() {
      open?.close()
      open = undefined
    },
  }
}
