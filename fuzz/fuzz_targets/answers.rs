#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tinsmith_tests::fuzz::run("answers", data));
