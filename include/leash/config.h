// config: what the compiler can do, and how the headers talk to it and to static analysis.
//
// Everything here is a macro that is always defined, so that a misspelt name is a warning (-Wundef) and not a silent 0.
//
// Example:
//     #include <leash/config.h>
//     class LEASH_CAPABILITY("mutex") gate {
//     public:
//       LEASH_ANNOTATE("leash:acquire:blocks") void enter() LEASH_ACQUIRE();
//       LEASH_ANNOTATE("leash:release") void leave() LEASH_RELEASE();
//     };
#pragma once

/// Tells Leash's static analysis what a function does; goes in front of its declaration. See docs/vocabulary.md.
#if defined(__clang__)
#define LEASH_ANNOTATE(meaning) [[clang::annotate(meaning)]]
#define LEASH_DETAIL_ATTRIBUTE(attribute) __attribute__((attribute))
#else
#define LEASH_ANNOTATE(meaning)
#define LEASH_DETAIL_ATTRIBUTE(attribute)
#endif

// Clang's -Wthread-safety. The first two go between `class` and its name, the others behind a function's declarator
// (there they may name its parameters); without an argument they mean *this.
#define LEASH_CAPABILITY(kind) LEASH_DETAIL_ATTRIBUTE(capability(kind))
#define LEASH_SCOPED_CAPABILITY LEASH_DETAIL_ATTRIBUTE(scoped_lockable)
#define LEASH_ACQUIRE(...) LEASH_DETAIL_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define LEASH_ACQUIRE_SHARED(...) LEASH_DETAIL_ATTRIBUTE(acquire_shared_capability(__VA_ARGS__))
#define LEASH_TRY_ACQUIRE(...) LEASH_DETAIL_ATTRIBUTE(try_acquire_capability(__VA_ARGS__))
#define LEASH_TRY_ACQUIRE_SHARED(...) LEASH_DETAIL_ATTRIBUTE(try_acquire_shared_capability(__VA_ARGS__))
#define LEASH_RELEASE(...) LEASH_DETAIL_ATTRIBUTE(release_capability(__VA_ARGS__))
#define LEASH_RELEASE_SHARED(...) LEASH_DETAIL_ATTRIBUTE(release_shared_capability(__VA_ARGS__))
#define LEASH_RELEASE_GENERIC(...) LEASH_DETAIL_ATTRIBUTE(release_generic_capability(__VA_ARGS__))
#define LEASH_REQUIRES(...) LEASH_DETAIL_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define LEASH_REQUIRES_SHARED(...) LEASH_DETAIL_ATTRIBUTE(requires_shared_capability(__VA_ARGS__))
#define LEASH_NO_THREAD_SAFETY_ANALYSIS LEASH_DETAIL_ATTRIBUTE(no_thread_safety_analysis)

// NOLINTBEGIN(modernize-macro-to-enum): they are asked by #if

/// 1 if `throw` compiles. Without exceptions, what would throw prints its message and aborts.
#if defined(__cpp_exceptions)
#define LEASH_HAS_EXCEPTIONS 1
#else
#define LEASH_HAS_EXCEPTIONS 0
#endif

// Clang says which sanitizer is on by a feature, gcc by a macro.
#if defined(__has_feature)
#define LEASH_DETAIL_HAS_FEATURE(feature) __has_feature(feature)
#else
#define LEASH_DETAIL_HAS_FEATURE(feature) 0
#endif

/// 1 under ThreadSanitizer.
#if defined(__SANITIZE_THREAD__) || LEASH_DETAIL_HAS_FEATURE(thread_sanitizer)
#define LEASH_TSAN 1
#else
#define LEASH_TSAN 0
#endif

/// 1 under AddressSanitizer.
#if defined(__SANITIZE_ADDRESS__) || LEASH_DETAIL_HAS_FEATURE(address_sanitizer)
#define LEASH_ASAN 1
#else
#define LEASH_ASAN 0
#endif

// NOLINTEND(modernize-macro-to-enum)
