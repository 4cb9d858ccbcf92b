package dev.templatedeployer.template.catalog;

/// A parcel that templates of other packages may extend.
public class PublicParcelTemplate extends ParcelTemplate {}
