<?php
/**
 * Installs WordPress into an empty database, imports a WXR file as its screen does with "new users"
 * and "download attachments", and prints what WordPress then has as JSON.
 *
 * php real_wordpress.php WORDPRESS IMPORTER FILE.xml
 */
[ , $wordpress, $importer, $file ] = $argv;
$_SERVER['HTTP_HOST'] = 'wordpress.example';
define( 'WP_INSTALLING', true );
define( 'WP_LOAD_IMPORTERS', true );
require $wordpress . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter( 'pre_wp_mail', '__return_true' );
wp_install( 'WordPress', 'admin', 'admin@wordpress.example', true, '', 'password' );
wp_installing( false );
// As docs/operations.md says: without the posts of a new site, and with our form of addresses.
foreach ( get_posts( [ 'post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1 ] ) as $post ) {
	wp_delete_post( $post->ID, true );
}
update_option( 'timezone_string', 'Asia/Bangkok' );
update_option( 'category_base', '/section' );
$GLOBALS['wp_rewrite']->init();
$GLOBALS['wp_rewrite']->set_permalink_structure( '/news/%post_id%/' );
create_initial_taxonomies();
wp_set_current_user( 1 );

// WordPress fetches from no private address and from few ports, as the tested site has.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', fn( $ports, $host, $url ) => [ ...$ports, wp_parse_url( $url, PHP_URL_PORT ) ], 10, 3 );

require $importer . '/wordpress-importer.php';
$import = new WP_Import();
$import->fetch_attachments = true;
$_POST['imported_authors'] = array_keys( $import->parse( $file )['authors'] );
ob_start();
$import->import( $file );
$messages = strip_tags( str_replace( '<br />', "\n", ob_get_clean() ) );

$posts = [];
foreach ( get_posts( [ 'post_type' => [ 'post', 'page', 'attachment' ], 'post_status' => 'any', 'numberposts' => -1, 'orderby' => 'ID' ] ) as $post ) {
	$names   = fn( $taxonomy ) => wp_get_object_terms( $post->ID, $taxonomy, [ 'fields' => 'names', 'orderby' => 'name' ] );
	$parent  = $post->post_parent ? get_post( $post->post_parent )->post_name : '';
	$posts[] = [
		'id'         => $post->ID,
		'path'       => wp_parse_url( get_permalink( $post ), PHP_URL_PATH ),
		'kind'       => $post->post_type,
		'title'      => $post->post_title,
		'name'       => $post->post_name,
		'content'    => $post->post_content,
		'excerpt'    => $post->post_excerpt,
		'status'     => $post->post_status,
		'date_gmt'   => $post->post_date_gmt,
		'date'       => $post->post_date,
		'modified'   => $post->post_modified_gmt,
		'author'     => get_the_author_meta( 'display_name', $post->post_author ),
		'parent'     => $parent,
		'open'       => $post->comment_status,
		'categories' => 'post' === $post->post_type ? $names( 'category' ) : [],
		'tags'       => 'post' === $post->post_type ? $names( 'post_tag' ) : [],
		'thumbnail'  => get_the_post_thumbnail_url( $post->ID, 'full' ) ?: '',
		'alt'        => get_post_meta( $post->ID, '_wp_attachment_image_alt', true ),
		'meta'       => array_map( fn( $values ) => $values[0], get_post_meta( $post->ID ) ),
		'file'       => 'attachment' === $post->post_type ? filesize( get_attached_file( $post->ID ) ) : 0,
		'comments'   => array_map(
			fn( $comment ) => [
				'name'     => $comment->comment_author,
				'text'     => $comment->comment_content,
				'approved' => $comment->comment_approved,
				'date_gmt' => $comment->comment_date_gmt,
				'parent'   => $comment->comment_parent ? get_comment( $comment->comment_parent )->comment_content : '',
			],
			get_comments( [ 'post_id' => $post->ID, 'status' => 'any', 'orderby' => 'comment_ID', 'order' => 'ASC' ] )
		),
	];
}
$terms = fn( $taxonomy ) => array_map(
	fn( $term ) => [ 'name' => $term->name, 'slug' => $term->slug, 'description' => $term->description, 'path' => wp_parse_url( get_term_link( $term ), PHP_URL_PATH ) ],
	get_terms( [ 'taxonomy' => $taxonomy, 'hide_empty' => false ] )
);
echo wp_json_encode( [ 'messages' => $messages, 'posts' => $posts, 'categories' => $terms( 'category' ), 'tags' => $terms( 'post_tag' ) ] );
