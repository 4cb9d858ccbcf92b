package org.example.bucket;

/// What a sender may ask for.
///
/// @param name how people call the bucket
/// @param megabytes how much may be put into it
public record BucketConfig(String name, int megabytes) {}
