import { i18n } from '@lingui/core'

// Unit tests of the console see the texts of the source code, without a catalogue.
i18n.loadAndActivate({ locale: 'en', messages: {} })
