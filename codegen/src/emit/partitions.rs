//! The partitions of AWS, as data.

use crate::format::File;
use crate::ir::Partition;
use quote::quote;

/// The file of the partitions.
pub(super) fn emit(command: &str, partitions: &[Partition]) -> File {
    let mut file = File::new(command, "models/partitions.json");
    file.use_path("tinsmith_runtime::Partition");
    file.use_path("tinsmith_runtime::Partitions");
    let partitions = partitions.iter().map(|partition| {
        let Partition {
            name,
            dns_suffix,
            dual_stack_dns_suffix,
            supports_fips,
            supports_dual_stack,
            implicit_global_region,
            regions,
            region_prefixes,
        } = partition;
        quote! {
            Partition {
                name: #name,
                dns_suffix: #dns_suffix,
                dual_stack_dns_suffix: #dual_stack_dns_suffix,
                supports_fips: #supports_fips,
                supports_dual_stack: #supports_dual_stack,
                implicit_global_region: #implicit_global_region,
                regions: &[#(#regions),*],
                region_prefixes: &[#(#region_prefixes),*],
            }
        }
    });
    let declaration = "pub(crate) static PARTITIONS: Partitions";
    let value = quote!(Partitions::new(&[#(#partitions),*]));
    file.data("The partitions that endpoint rules speak of.", declaration, value);
    file
}
