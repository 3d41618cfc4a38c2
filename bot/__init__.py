"""Who talks: settings, wording, console, Telegram, wiring."""
